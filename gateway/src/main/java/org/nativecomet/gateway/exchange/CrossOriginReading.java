package org.nativecomet.gateway.exchange;

import java.util.Optional;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Tokens;

/**
 * Whether a page may read the answer to an enclosed request.
 *
 * <p>To the browser a stream is one response, so a page of another origin that may read the stream
 * could read every resource behind the gateway. The check the browser would have made for each
 * response on its own (Fetch Standard, CORS check) is therefore made here.
 */
public final class CrossOriginReading {
  private CrossOriginReading() {}

  /**
   * Decides from the request, whose Origin and Cookie fields are those of the stream, and the
   * fields of the response.
   */
  public static boolean isAllowed(Request request, Fields response) {
    Optional<String> origin = request.fields().combined("Origin");
    if (origin.isEmpty() || isSameOrigin(origin.get(), request)) {
      return true;
    }
    boolean withCredentials = request.fields().has("Cookie");
    Optional<String> allowed = response.combined("Access-Control-Allow-Origin");
    if (allowed.equals(Optional.of("*"))) {
      return !withCredentials;
    }
    return allowed.equals(origin) && (!withCredentials || allowsCredentials(response));
  }

  private static boolean isSameOrigin(String origin, Request request) {
    String own = request.target().scheme() + "://" + request.target().authority();
    return Tokens.lowerCase(origin).equals(own);
  }

  private static boolean allowsCredentials(Fields response) {
    return response.combined("Access-Control-Allow-Credentials").filter("true"::equals).isPresent();
  }
}
