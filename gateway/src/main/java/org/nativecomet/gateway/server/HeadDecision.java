package org.nativecomet.gateway.server;

import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Authority;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.message.MessageViolation;

/**
 * Whether a request may pass, judged by its head.
 *
 * @param refusal the answer, where it may not
 * @param limit the option that refused it, or an empty string
 * @param target the target URI, where it may
 */
record HeadDecision(Optional<Response> refusal, String limit, Optional<TargetUri> target) {

  /** Decides; reads nothing but its arguments. */
  static HeadDecision of(
      ReceivedHead head, RequestFraming framing, String scheme, ServerOptions options) {
    if (head.violation().isPresent()) {
      return malformed(head.violation().get());
    }
    if (framing.refusal().isPresent()) {
      return refused(framing.refusal().get(), "");
    }
    if (head.method().equals(Method.CONNECT) || head.method().equals(Method.TRACE)) {
      return methodNotAllowed();
    }
    if (head.target().length() > options.maxTarget()) {
      return refused(Failure.client(414, "The request target is too long."), "max-target");
    }
    if (head.fields().size() > options.maxFields()) {
      return refused(Failure.client(431, "The request has too many fields."), "max-fields");
    }
    if (head.size() > options.maxHead()) {
      return refused(Failure.client(431, "The head of the request is too large."), "max-head");
    }
    if (!hasOneHost(head)) {
      return refused(Failure.client(400, "The request must have one valid Host field."), "");
    }
    Optional<TargetUri> target = RequestTarget.resolve(scheme, head.target(), head.host());
    return target.isPresent()
        ? new HeadDecision(Optional.empty(), "", target)
        : refused(Failure.client(400, "The request names no valid authority and target."), "");
  }

  /**
   * A request of HTTP/1.1 needs one Host, valid even where the absolute form is used instead (RFC
   * 9112, section 3.2). In HTTP/2 it may stand in for {@code :authority}.
   */
  private static boolean hasOneHost(ReceivedHead head) {
    List<String> hosts = head.fields().values("Host");
    return switch (head.client().protocol()) {
      case "1.1" -> hosts.size() == 1 && isValid(hosts.get(0));
      case "1.0" -> hosts.isEmpty() || (hosts.size() == 1 && isValid(hosts.get(0)));
      default -> true;
    };
  }

  /** Whether the host is one, or none, as beside a target without an authority. */
  private static boolean isValid(String host) {
    return host.isEmpty() || Authority.normalize("http", host).isPresent();
  }

  private static HeadDecision malformed(MessageViolation violation) {
    String detail = "The head of the request cannot be read: " + violation.detail() + ".";
    return switch (violation) {
      case VERSION_UNKNOWN ->
          refused(Failure.client(505, "The versions understood are HTTP/1 and HTTP/2."), "");
      case REQUEST_LINE_TOO_LONG -> refused(Failure.client(414, detail), "max-target");
      case HEAD_TOO_LARGE -> refused(Failure.client(431, detail), "max-head");
      case TOO_MANY_FIELDS -> refused(Failure.client(431, detail), "max-fields");
      default -> refused(Failure.client(400, detail), "");
    };
  }

  /** Nobody tunnels through here, and nobody sees what our neighbours add (RFC 9110, 9.3.8). */
  private static HeadDecision methodNotAllowed() {
    Response response =
        Failure.client(405, "CONNECT and TRACE are not answered here.").toResponse();
    return new HeadDecision(
        Optional.of(
            response.withFields(
                response.fields().plus("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"))),
        "",
        Optional.empty());
  }

  private static HeadDecision refused(Failure failure, String limit) {
    return new HeadDecision(Optional.of(failure.toResponse()), limit, Optional.empty());
  }
}
