package org.nativecomet.gateway.server;

import java.util.ArrayList;
import java.util.List;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Tokens;

/**
 * Where a request comes from when it came through proxies, and which forwarding fields are left of
 * it.
 *
 * @param address the client's IP address
 * @param fields the request's fields; without {@code Forwarded} and {@code X-Forwarded-*} unless
 *     the peer is trusted
 */
record ForwardedFor(String address, Fields fields) {
  private static final String PREFIX = "X-Forwarded-";

  /**
   * Decides whom to believe.
   *
   * <p>The fields grow to the right, one element for each proxy. They are read from the right, for
   * as long as the element was written by somebody we trust: the first address that is not itself a
   * trusted proxy is the client. What stands to the left of it could be anybody's invention.
   *
   * @param peer the address at the other end of the connection
   */
  static ForwardedFor of(String peer, Fields fields, TrustedProxies trusted) {
    if (!trusted.contains(peer)) {
      return new ForwardedFor(peer, fields.without(ForwardedFor::isForwarding));
    }
    List<String> hops = hops(fields);
    String client = peer;
    for (int i = hops.size() - 1; i >= 0 && trusted.contains(client); i--) {
      if (IpAddress.parse(hops.get(i)).isEmpty()) {
        break;
      }
      client = hops.get(i);
    }
    return new ForwardedFor(client, fields);
  }

  private static boolean isForwarding(Fields.Line line) {
    return line.is("Forwarded") || line.name().regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  /** The addresses of the standard field (RFC 7239), or of its predecessor where it is absent. */
  private static List<String> hops(Fields fields) {
    List<String> hops = new ArrayList<>();
    for (String element : fields.list("Forwarded")) {
      hops.add(forParameter(element));
    }
    if (hops.isEmpty()) {
      for (String element : fields.list("X-Forwarded-For")) {
        hops.add(withoutPort(element));
      }
    }
    return hops;
  }

  /** An element without {@code for=} hides its address, which ends what can be known. */
  private static String forParameter(String element) {
    for (String parameter : Tokens.split(element, ';')) {
      if (Tokens.lowerCase(parameter).startsWith("for=")) {
        return withoutPort(Tokens.unquote(parameter.substring("for=".length())));
      }
    }
    return "";
  }

  private static String withoutPort(String node) {
    if (node.startsWith("[")) {
      int end = node.indexOf(']');
      return end < 0 ? "" : node.substring(1, end);
    }
    int colon = node.indexOf(':');
    boolean hasPort = colon >= 0 && colon == node.lastIndexOf(':');
    return hasPort ? node.substring(0, colon) : node;
  }
}
