package org.nativecomet.samples.nativeorigin;

import java.io.IOException;

/**
 * What arrives cannot be read as a message, so nothing after it on the connection can be trusted.
 */
final class Malformed extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Says what is wrong.
   *
   * @param status 400, 413 or 431
   * @param reason for the person who wrote the client
   */
  Malformed(int status, String reason) {
    super(reason);
    this.status = status;
  }

  Malformed(String reason) {
    this(400, reason);
  }

  Response response() {
    return Response.problem(status, String.valueOf(getMessage())).with("Connection", "close");
  }
}
