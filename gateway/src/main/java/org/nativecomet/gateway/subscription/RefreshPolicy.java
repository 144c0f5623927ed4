package org.nativecomet.gateway.subscription;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.CacheDirectives;
import org.nativecomet.gateway.http.Fields;

/** Decides what a response to the gateway's own question means for those who watch. */
public final class RefreshPolicy {
  /** What it means. */
  public enum Meaning {
    /** A representation, and news. */
    NEW_STATE,
    /** The origin has what we have. */
    SAME_STATE,
    /** There is nothing left to watch: deleted, moved, forbidden. */
    ENDED,
    /** The origin cannot say just now. */
    FAILING
  }

  private RefreshPolicy() {}

  /**
   * Decides.
   *
   * @param current what subscribers were shown last; null before the first state
   * @param received the representation in the response, where it is one
   */
  public static Meaning meaning(
      Comparison comparison,
      @Nullable Representation current,
      Response response,
      Optional<Representation> received) {
    int status = response.statusCode();
    if (received.isPresent()) {
      boolean news = current == null || comparison.decide(current, received.get()).isNews();
      return news ? Meaning.NEW_STATE : Meaning.SAME_STATE;
    }
    if (status == 304) {
      // Without a state of ours there was nothing to compare with: the origin answers nonsense.
      return current == null ? Meaning.FAILING : Meaning.SAME_STATE;
    }
    return mayPass(status) ? Meaning.FAILING : Meaning.ENDED;
  }

  /** Whether a response with this status says nothing of the resource, but of the moment. */
  static boolean mayPass(int statusCode) {
    return statusCode >= 500 || statusCode == 408 || statusCode == 429;
  }

  /** Whether the response carries a representation of the target: 200, or 203. */
  public static boolean isRepresentation(Response response) {
    return response.statusCode() == 200 || response.statusCode() == 203;
  }

  /** Whether it is about who asks, and not about the resource. */
  static boolean refuses(Response response) {
    return response.statusCode() == 401 || response.statusCode() == 403;
  }

  /**
   * How long a failing origin is hidden from those who were shown this representation (RFC 5861,
   * section 4; RFC 9111, section 4.2.4).
   */
  public static Duration hiddenFor(Representation shown, Duration otherwise) {
    CacheDirectives directives = CacheDirectives.of(shown.governing());
    if (directives.has("must-revalidate") || directives.has("proxy-revalidate")) {
      return Duration.ZERO;
    }
    return directives.seconds("stale-if-error").orElse(otherwise);
  }

  /**
   * The last message to a subscriber when the origin has failed for too long.
   *
   * @param mayRead whether the subscriber may have what the origin said to the one who asked; an
   *     error page can name its reader
   */
  static Response terminal(Response failing, boolean mayRead) {
    Response whole = terminal(failing);
    Fields ofTheGateway =
        Fields.of("Cache-Control", "no-store")
            .with("Proxy-Status", whole.fields().combined("Proxy-Status").orElseThrow());
    return mayRead ? whole : Response.of(whole.statusCode(), ofTheGateway, new byte[0]);
  }

  /**
   * The status and fields of the last message to subscribers when the origin has failed for too
   * long: a 502 or 504 whatever it said, since the failure is that we cannot get an answer.
   */
  public static Response terminal(Response failing) {
    if (failing.statusCode() == 502 || failing.statusCode() == 504) {
      return failing.fields().has("Proxy-Status")
          ? failing
          : failing.withFields(failing.fields().plus("Proxy-Status", receivedStatus(failing)));
    }
    Fields fields =
        failing
            .fields()
            .with("Proxy-Status", receivedStatus(failing))
            .with("Cache-Control", "no-store");
    return new Response(502, fields, failing.content());
  }

  /** The last message of a subscription to a resource that was deleted through this gateway. */
  public static Response deleted() {
    return Response.of(410, Fields.of("Cache-Control", "no-store"), new byte[0]);
  }

  private static String receivedStatus(Response failing) {
    return Failure.GATEWAY_NAME + "; received-status=" + failing.statusCode();
  }
}
