package org.nativecomet.gateway.message;

import org.nativecomet.gateway.http.Fields;

/**
 * One response as it stood in the stream, with its framing removed and nothing else checked.
 *
 * <p>Threading: immutable, provided that nobody writes to {@link #content}.
 */
public final class EnclosedResponse {
  private final int statusCode;
  private final Fields fields;
  private final byte[] content;

  EnclosedResponse(int statusCode, Fields fields, byte[] content) {
    this.statusCode = statusCode;
    this.fields = fields;
    this.content = content;
  }

  /** 200 to 599. */
  public int statusCode() {
    return statusCode;
  }

  /** All field lines; those of a trailer section are not among them. */
  public Fields fields() {
    return fields;
  }

  /** The content without any chunking. */
  public byte[] content() {
    return content;
  }
}
