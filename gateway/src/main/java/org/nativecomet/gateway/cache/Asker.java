package org.nativecomet.gateway.cache;

import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.ResponseSink;

/**
 * A client whose request the store could not answer, and the fetch that would answer it on its own.
 * Two askers are never equal.
 */
final class Asker {
  private final Fetch fetch;
  private final Attempt attempt;
  private final ResponseSink client;

  Asker(Fetch fetch, Attempt attempt, ResponseSink client) {
    this.fetch = fetch;
    this.attempt = attempt;
    this.client = client;
  }

  Fetch fetch() {
    return fetch;
  }

  Request request() {
    return fetch.request();
  }

  Attempt attempt() {
    return attempt;
  }

  ResponseSink client() {
    return client;
  }
}
