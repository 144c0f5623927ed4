package org.nativecomet.gateway.cache;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.WholeContent;
import org.nativecomet.gateway.http.Shareability;
import org.nativecomet.gateway.http.Vary;
import org.nativecomet.gateway.http.VarySelection;

/** Takes what the origin answers, and stores what may be stored. */
final class Reception {
  private final Recorder recorder;
  private final Clock clock;

  Reception(Recorder recorder, Clock clock) {
    this.recorder = recorder;
    this.clock = clock;
  }

  /**
   * Takes the answer to a fetch.
   *
   * @param whenEnded runs once content that is still arriving can be joined no more
   */
  Receipt receive(Fetch fetch, Response response, Runnable whenEnded) {
    if (fetch.isValidation() && response.statusCode() == 304) {
      response.content().discard();
      return notModified(fetch, fetch.selected().orElseThrow(), response);
    }
    Instant now = clock.instant();
    int status = response.statusCode();
    Optional<StoredResponse> standIn =
        fetch
            .selected()
            .filter(stored -> StaleIfError.allows(fetch.request().fields(), stored, status, now));
    if (standIn.isPresent()) {
      response.content().discard();
      Response stale = StoredAnswer.unvalidated(fetch.request(), standIn.get(), now);
      return receipt(response, CacheStatus.standIn(stale, response, fetch, standIn.get(), now))
          .withSameFor(sameFor(fetch, response));
    }
    if (Completion.isAnswer(fetch, status)) {
      return completed(fetch, response, whenEnded);
    }
    return recorder
        .record(fetch, response, status, whenEnded)
        .withSameFor(sameFor(fetch, response));
  }

  /** The rest of what is stored in part has come, or something that nobody has asked for. */
  private Receipt completed(Fetch fetch, Response response, Runnable whenEnded) {
    Optional<Response> whole = Completion.complete(fetch, response);
    if (whole.isPresent()) {
      return recorder.record(fetch, whole.get(), response.statusCode(), whenEnded);
    }
    response.content().discard();
    recorder.forget(fetch);
    return new Receipt(response, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Receipt notModified(Fetch fetch, StoredResponse stored, Response response) {
    Instant now = clock.instant();
    Optional<StoredResponse> updated =
        Validation.freshen(
            stored, fetch.request().fields(), response.fields(), fetch.requestTime(), now);
    if (updated.isEmpty()) {
      // It speaks of a representation that neither we nor, for all we know, the client has.
      recorder.forget(fetch);
      return new Receipt(response, Optional.empty(), Optional.empty(), Optional.empty());
    }
    Optional<StoredResponse> kept = recorder.freshened(fetch, stored, updated.get());
    Response answer = StoredAnswer.validated(fetch.request(), updated.get());
    return new Receipt(
        response,
        Optional.of(
            answer.withFields(
                CacheStatus.validated(answer.fields(), response, fetch, updated.get(), now))),
        kept.map(Arrival::complete),
        Optional.empty());
  }

  /**
   * That the origin cannot be reached is the same news for all who wait. So is the 304 that one
   * client got for its own validators: those who wait with it have the same ones.
   */
  private Optional<VarySelection> sameFor(Fetch fetch, Response response) {
    // What is still arriving can be read once only.
    if (!(response.content() instanceof WholeContent)) {
      return Optional.empty();
    }
    if (Failure.isOwn(response.fields())) {
      return Optional.of(VarySelection.NONE);
    }
    boolean isFor304 =
        response.statusCode() == 304
            && Shareability.of(fetch.request().fields(), 304, recorder.governing(fetch, response))
                .isShareable();
    return Vary.of(response.fields()).select(fetch.request().fields()).filter(any -> isFor304);
  }

  private static Receipt receipt(Response received, Response answer) {
    return new Receipt(received, Optional.of(answer), Optional.empty(), Optional.empty());
  }
}
