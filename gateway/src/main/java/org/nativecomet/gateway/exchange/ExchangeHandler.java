package org.nativecomet.gateway.exchange;

/** A stage of the gateway: answers a request itself, or lets the next stage answer it. */
@FunctionalInterface
public interface ExchangeHandler {
  /**
   * Answers the request through the sink, now or later, from any thread. Never blocks.
   *
   * <p>Exactly one of {@link ResponseSink#respond} and {@link ResponseSink#hold} is called for each
   * request, unless the client abandons it first.
   */
  void handle(Request request, ResponseSink sink);
}
