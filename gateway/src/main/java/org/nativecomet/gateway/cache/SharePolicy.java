package org.nativecomet.gateway.cache;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.cache.ReuseDecision.Verdict;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;

/** Whether what came back for one fetch answers another request too, which has waited for it. */
final class SharePolicy {
  private SharePolicy() {}

  /**
   * Decides about a request.
   *
   * @param sent the fetch that was made
   * @param waiting the fetch that would have been made for it alone
   */
  static Share decide(Receipt receipt, Fetch sent, Fetch waiting, Instant now) {
    if (receipt.answer().isEmpty()) {
      return Share.no(Share.Outcome.ASKED_AGAIN);
    }
    Fields request = waiting.request().fields();
    int status = receipt.received().statusCode();
    Optional<StoredResponse> standIn =
        waiting.selected().filter(stored -> StaleIfError.allows(request, stored, status, now));
    if (standIn.isPresent()) {
      Response stale = StoredAnswer.unvalidated(waiting.request(), standIn.get(), now);
      return share(Share.Outcome.STALE_IF_ERROR, stale, receipt, waiting);
    }
    if (receipt.sameFor().filter(selection -> selection.matches(request)).isPresent()) {
      return share(Share.Outcome.SAME, receipt.received(), receipt, waiting);
    }
    return receipt.arrival().isEmpty()
        ? Share.no(Share.Outcome.NOT_SHAREABLE)
        : reuse(receipt, receipt.arrival().get(), sent, waiting, now);
  }

  /** The rules for a stored response hold for one that is about to be stored. */
  private static Share reuse(
      Receipt receipt, Arrival arrival, Fetch sent, Fetch waiting, Instant now) {
    // Of what is still arriving no ranges can be cut, but what was asked for them is here.
    boolean isAlike =
        arrival.arriving().isPresent()
            && Conditions.ofSent(sent).isForSameRanges(Conditions.of(waiting.request()));
    Request request = isAlike ? RangePolicy.withoutRange(waiting.request()) : waiting.request();
    StoredResponse response = isAlike ? arrival.asWhole() : arrival.response();
    Variants variants = new Variants(List.of(response));
    ReuseDecision decision = ReusePolicy.decide(RangePolicy.relevant(request), variants, now);
    if (decision.verdict() != Verdict.REUSE) {
      return Share.no(
          decision.reason() == Reason.VARY_MISS
              ? Share.Outcome.OTHER_VARIANT
              : Share.Outcome.NOT_REUSABLE);
    }
    Optional<Response> own =
        isAlike ? arrival.answerAlike(request, now) : arrival.answer(request, now);
    return own.map(answer -> share(Share.Outcome.SHARED, answer, receipt, waiting))
        .orElse(Share.no(Share.Outcome.TOO_LATE));
  }

  private static Share share(
      Share.Outcome outcome, Response answer, Receipt receipt, Fetch waiting) {
    Fields fields = CacheStatus.collapsed(answer.fields(), receipt, waiting.reason());
    return new Share(outcome, Optional.of(answer.withFields(fields)));
  }
}
