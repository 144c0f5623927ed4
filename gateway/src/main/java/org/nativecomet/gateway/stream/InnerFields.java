package org.nativecomet.gateway.stream;

import java.util.List;
import java.util.Set;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HopByHopFields;
import org.nativecomet.gateway.http.Tokens;

/**
 * Which fields of an enclosed request are its own, and which are those of the stream.
 *
 * <p>A browser writes some fields itself so that no page can forge them: Cookie, Origin, Sec-*.
 * What is enclosed in a stream was written by the page, so it has no say in these: they are the
 * outer request's, whose head the browser did write. The same goes for what proxies write.
 *
 * <p>Threading: immutable.
 */
final class InnerFields {
  private static final String AUTHORIZATION = "Authorization";

  /** Fields of an enclosed request that are never its own, besides the prefixes below. */
  private static final Set<String> NOT_ITS_OWN =
      Set.of(
          "cookie",
          "cookie2",
          "origin",
          "referer",
          "set-cookie",
          "via",
          "forwarded",
          "x-real-ip",
          "x-http-method",
          "x-http-method-override",
          "x-method-override",
          "expect",
          "upgrade",
          "host",
          "content-length",
          "exchange-id",
          "cancel-exchange",
          "subscribe");

  private static final List<String> PREFIXES_NOT_ITS_OWN =
      List.of("sec-", "proxy-", "x-forwarded-");

  private static final Set<String> INHERITED =
      Set.of("cookie", "origin", "referer", "via", "forwarded", "x-real-ip");

  private final Fields inherited;
  private final Fields outerAuthorization;

  /** With the fields of the request that opened the stream. */
  InnerFields(Fields outer) {
    Fields endToEnd = HopByHopFields.remove(outer);
    inherited = endToEnd.without(line -> !isInherited(line.name()));
    outerAuthorization = endToEnd.without(line -> !line.is(AUTHORIZATION));
  }

  /**
   * The fields to forward.
   *
   * @param authority what the request's Host comes to
   */
  Fields of(Fields enclosed, String authority) {
    Fields own = HopByHopFields.remove(enclosed).without(line -> !isItsOwn(line.name()));
    Fields.Builder fields = Fields.builder().add("Host", authority).addAll(own).addAll(inherited);
    if (!own.has(AUTHORIZATION)) {
      fields.addAll(outerAuthorization);
    }
    return fields.build();
  }

  private static boolean isItsOwn(String name) {
    // To an origin behind CGI, X_Forwarded_For is X-Forwarded-For (RFC 3875, section 4.1.18).
    String canonical = Tokens.lowerCase(name).replace('_', '-');
    return !NOT_ITS_OWN.contains(canonical)
        && PREFIXES_NOT_ITS_OWN.stream().noneMatch(canonical::startsWith);
  }

  private static boolean isInherited(String name) {
    String canonical = Tokens.lowerCase(name);
    return INHERITED.contains(canonical)
        || canonical.startsWith("x-forwarded-")
        // The handshake of a WebSocket that carries the stream is over; it is about no resource.
        || (canonical.startsWith("sec-") && !canonical.startsWith("sec-websocket-"));
  }
}
