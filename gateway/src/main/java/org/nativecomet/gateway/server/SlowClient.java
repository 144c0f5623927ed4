package org.nativecomet.gateway.server;

/** A client that has not taken all that was written to it. Called on its I/O thread only. */
interface SlowClient {
  /** When it last took something, on the scale of {@link System#nanoTime}. */
  long lastProgress();

  /** It has not taken anything for too long. */
  void hasStalled();
}
