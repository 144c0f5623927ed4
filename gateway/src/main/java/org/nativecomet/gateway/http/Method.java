package org.nativecomet.gateway.http;

import java.util.Set;

/**
 * A request method (RFC 9110, section 9). Case-sensitive; methods this gateway has never heard of
 * are legal and are treated as unsafe and not idempotent.
 *
 * @param name the method token as received
 */
public record Method(String name) {
  public static final Method GET = new Method("GET");
  public static final Method HEAD = new Method("HEAD");
  public static final Method POST = new Method("POST");
  public static final Method PUT = new Method("PUT");
  public static final Method DELETE = new Method("DELETE");
  public static final Method OPTIONS = new Method("OPTIONS");
  public static final Method TRACE = new Method("TRACE");
  public static final Method CONNECT = new Method("CONNECT");

  /** What the method registry calls safe. To WebDAV clients PROPFIND is what GET is to others. */
  private static final Set<String> SAFE =
      Set.of("GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PROPFIND", "REPORT", "SEARCH");

  private static final Set<String> IDEMPOTENT_UNSAFE = Set.of("PUT", "DELETE");

  /** Whether the method asks for nothing to change (RFC 9110, section 9.2.1). */
  public boolean isSafe() {
    return SAFE.contains(name);
  }

  /** Whether sending it twice is like sending it once (RFC 9110, section 9.2.2). */
  public boolean isIdempotent() {
    return isSafe() || IDEMPOTENT_UNSAFE.contains(name);
  }

  /** GET or HEAD: the methods that select a representation and may be subscribed to. */
  public boolean isRetrieval() {
    return name.equals("GET") || name.equals("HEAD");
  }

  @Override
  public String toString() {
    return name;
  }
}
