package org.nativecomet.gateway.origin;

import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Tokens;

/**
 * The fields that tell the origin what it cannot see: Forwarded (RFC 7239) and its predecessors.
 * What the request carries already is kept: whoever let it in has decided that it is true.
 */
final class ForwardedFields {
  private ForwardedFields() {}

  /** With one more hop: the one from the client to this gateway. */
  static Fields append(Fields fields, Request request) {
    String address = withoutZone(request.client().address());
    String scheme = request.target().scheme();
    String authority = request.target().authority();
    String hop = "for=" + node(address) + ";proto=" + scheme + ";host=" + tokenOrQuoted(authority);
    Fields.Builder builder = fields.toBuilder();
    append(builder, fields, "Forwarded", hop);
    append(builder, fields, "X-Forwarded-For", address);
    append(builder, fields, "X-Forwarded-Proto", scheme);
    append(builder, fields, "X-Forwarded-Host", authority);
    return builder.build();
  }

  private static void append(Fields.Builder builder, Fields fields, String name, String element) {
    builder.set(name, fields.combined(name).map(value -> value + ", " + element).orElse(element));
  }

  /** An IPv6 address is bracketed and therefore quoted (RFC 7239, section 6). */
  private static String node(String address) {
    return address.indexOf(':') >= 0 ? "\"[" + address + "]\"" : address;
  }

  /** A zone names an interface of this machine and means nothing elsewhere. */
  private static String withoutZone(String address) {
    int percent = address.indexOf('%');
    return percent < 0 ? address : address.substring(0, percent);
  }

  private static String tokenOrQuoted(String value) {
    return Tokens.isToken(value) ? value : '"' + value + '"';
  }
}
