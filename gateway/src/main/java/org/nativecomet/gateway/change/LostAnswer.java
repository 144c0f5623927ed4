package org.nativecomet.gateway.change;

import java.util.Set;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Tokens;

/**
 * Whether a write may have been done although its answer is an error: a 502 or 504 says that a
 * gateway, this one or one behind it, got no answer, and not that there was nothing to answer.
 */
final class LostAnswer {
  /** Proxy error types of requests that were never sent (RFC 9209, section 2.3). */
  private static final Set<String> UNSENT =
      Set.of(
          "connection_refused",
          "connection_timeout",
          "dns_error",
          "destination_ip_unroutable",
          "tls_certificate_error");

  private LostAnswer() {}

  /** Decides about the answer to an unsafe request. */
  static boolean isIn(Response response) {
    boolean isFromGateway = response.statusCode() == 502 || response.statusCode() == 504;
    return isFromGateway
        && response.fields().list("Proxy-Status").stream().noneMatch(LostAnswer::isOfUnsent);
  }

  /** Of several proxies only the one before the origin has an error to tell. */
  private static boolean isOfUnsent(String proxy) {
    return Tokens.split(proxy, ';').stream()
        .map(Tokens::trim)
        .anyMatch(
            parameter ->
                parameter.startsWith("error=")
                    && UNSENT.contains(parameter.substring("error=".length())));
  }
}
