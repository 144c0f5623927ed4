package org.nativecomet.gateway.server;

import java.io.IOException;

/** The framing of the request's content is not what RFC 9112 says; where it ends is unknown. */
final class MalformedContentException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedContentException(String message) {
    super(message);
  }
}
