package org.nativecomet.gateway.origin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.nio.ContentEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Frames request content, and leaves it visibly incomplete where it is given up.
 *
 * <p>When a response of 300 and above arrives before the request has ended, HttpComponents stops
 * asking for content and completes it, so that half an upload looks like a whole one. It does so
 * without naming trailers, which is how it is told from a completion that we want: see {@link
 * #END}. Since this is no {@code ChunkEncoder}, HttpComponents then closes the connection after the
 * response, which is what RFC 9112, section 9.3 asks for.
 */
final class RequestEncoder implements ContentEncoder {
  /** The trailers to complete content with: none, but a list. */
  static final List<Header> END = List.of();

  private final ContentEncoder encoder;
  private boolean completed;

  RequestEncoder(ContentEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return encoder.write(source);
  }

  @Override
  public void complete(@Nullable List<? extends Header> trailers) throws IOException {
    completed = true;
    if (trailers != null) {
      encoder.complete(trailers);
    }
  }

  @Override
  public boolean isCompleted() {
    return completed;
  }
}
