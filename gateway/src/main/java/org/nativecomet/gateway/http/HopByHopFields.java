package org.nativecomet.gateway.http;

import java.util.List;

/** Fields that are for one connection only and are never forwarded (RFC 9110, section 7.6.1). */
public final class HopByHopFields {
  private static final List<String> ALWAYS =
      List.of(
          "Connection",
          "Keep-Alive",
          "Proxy-Connection",
          "Proxy-Authenticate",
          "Proxy-Authorization",
          "Proxy-Authentication-Info",
          "TE",
          "Trailer",
          "Transfer-Encoding",
          "Upgrade",
          "HTTP2-Settings");

  private HopByHopFields() {}

  /** Without the fields of this connection: the known ones and those that Connection names. */
  public static Fields remove(Fields fields) {
    List<String> options = fields.list("Connection");
    return fields.without(line -> line.isOneOf(ALWAYS) || line.isOneOf(options));
  }
}
