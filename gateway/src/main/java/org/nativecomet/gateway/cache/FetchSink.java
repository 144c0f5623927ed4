package org.nativecomet.gateway.cache;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.nativecomet.gateway.exchange.ForwardingSink;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;

/** Takes what the origin answers, stores what may be stored, and gives the client its answer. */
final class FetchSink extends ForwardingSink {
  private final Fetch fetch;
  private final Recorder recorder;
  private final Clock clock;
  private final Runnable retry;

  /**
   * For one request on its way.
   *
   * @param retry sends the request once more, as the client made it, for the same client
   */
  FetchSink(Fetch fetch, Recorder recorder, Clock clock, Runnable retry, ResponseSink client) {
    super(client);
    this.fetch = fetch;
    this.recorder = recorder;
    this.clock = clock;
    this.retry = retry;
  }

  @Override
  public void respond(Response response) {
    if (fetch.isValidation() && response.statusCode() == 304) {
      response.content().discard();
      notModified(fetch.selected().orElseThrow(), response);
      return;
    }
    int status = response.statusCode();
    Instant now = clock.instant();
    Optional<StoredResponse> standIn =
        fetch
            .selected()
            .filter(stored -> StaleIfError.allows(fetch.request().fields(), stored, status, now));
    if (standIn.isPresent()) {
      response.content().discard();
      answer(StoredAnswer.unvalidated(fetch.request(), standIn.get(), now), response);
      return;
    }
    super.respond(recorder.record(fetch, response));
  }

  private void notModified(StoredResponse stored, Response response) {
    Optional<StoredResponse> updated =
        Validation.freshen(
            stored,
            fetch.request().fields(),
            response.fields(),
            fetch.requestTime(),
            clock.instant());
    if (updated.isEmpty()) {
      // It speaks of a representation that neither we nor, for all we know, the client has.
      retry.run();
      return;
    }
    recorder.freshened(fetch, stored, updated.get());
    answer(StoredAnswer.validated(fetch.request(), updated.get()), response);
  }

  private void answer(Response stored, Response received) {
    super.respond(
        stored.withFields(CacheStatus.answeredAfter(received, fetch.reason(), stored.fields())));
  }
}
