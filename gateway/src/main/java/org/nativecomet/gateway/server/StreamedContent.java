package org.nativecomet.gateway.server;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.nativecomet.gateway.exchange.Content;

/** Stands for content of unknown length that is not published but written by a held outlet. */
enum StreamedContent implements Content {
  INSTANCE;

  @Override
  public OptionalLong length() {
    return OptionalLong.empty();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    throw new UnsupportedOperationException("written by its outlet");
  }
}
