package org.nativecomet.gateway.message;

import org.nativecomet.gateway.http.Fields;

/**
 * One request as it stood in the stream, with its framing removed and nothing else checked.
 *
 * <p>Threading: immutable, provided that nobody writes to {@link #content}.
 */
public final class EnclosedRequest {
  private final String method;
  private final String target;
  private final Fields fields;
  private final byte[] content;

  public EnclosedRequest(String method, String target, Fields fields, byte[] content) {
    this.method = method;
    this.target = target;
    this.fields = fields;
    this.content = content;
  }

  /** The method token. */
  public String method() {
    return method;
  }

  /** The request target in whatever form it was received (RFC 9112, section 3.2). */
  public String target() {
    return target;
  }

  /** All field lines; those of a trailer section are not among them. */
  public Fields fields() {
    return fields;
  }

  /** The content without any chunking; of no octets where the request was refused. */
  public byte[] content() {
    return content;
  }
}
