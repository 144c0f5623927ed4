package org.nativecomet.gateway.server;

import java.util.Optional;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;

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
    Optional<TargetUri> target = RequestTarget.resolve(scheme, head.target(), head.host());
    return target.isPresent()
        ? new HeadDecision(Optional.empty(), "", target)
        : refused(Failure.client(400, "The request names no valid authority and target."), "");
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
