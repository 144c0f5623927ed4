package org.nativecomet.gateway.subscription;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Preconditions;

/**
 * Somebody who waits for states of one resource.
 *
 * <p>Threading: every method may be called from any thread, and is never called while a lock of the
 * hub or of a variant is held.
 */
abstract sealed class Subscriber permits StreamSubscriber, LongPollSubscriber {
  private static final Failure PRECONDITION_FAILED =
      Failure.client(412, "The current representation is not the one that the request is for.");

  private final SubscriptionRequest request;
  private final Hub hub;
  private final AtomicBoolean finished = new AtomicBoolean();
  private volatile boolean alone;
  private volatile @Nullable Variant variant;
  private volatile @Nullable Clearance clearance;

  Subscriber(SubscriptionRequest request, Hub hub) {
    this.request = request;
    this.hub = hub;
  }

  final SubscriptionRequest request() {
    return request;
  }

  /** Whether it is known to need a fetch of its own, which no other subscriber may share. */
  final boolean isAlone() {
    return alone;
  }

  /** From now on it gets a fetch of its own. */
  final void becomeAlone() {
    alone = true;
  }

  /** The origin's word about it, where that decides what it is shown together with others. */
  final Optional<Clearance> clearance() {
    return Optional.ofNullable(clearance);
  }

  /** The origin has given its word about it. */
  final void cleared(Clearance newClearance) {
    clearance = newClearance;
  }

  /** The origin has to be asked about it before it is shown anything more. */
  final void loseClearance() {
    clearance = null;
  }

  /** It is about to become a member of this variant. */
  final void watch(Variant newVariant) {
    variant = newVariant;
  }

  /**
   * Whether this audience is that of its variant. It is not where it had to move on between being
   * given a place there and taking it.
   */
  final boolean isStillIn(Audience audience) {
    Variant watched = variant;
    return watched != null && watched.isStillFor(this, audience);
  }

  /** Whether it has ended, in whatever way. */
  final boolean isFinished() {
    return finished.get();
  }

  /**
   * Ends it: it is a member of nothing any more, and counts no longer.
   *
   * @param reason a word for the metric
   * @return whether this call has ended it, and no other before
   */
  final boolean finish(String reason) {
    if (!finished.compareAndSet(false, true)) {
      return false;
    }
    Variant left = variant;
    if (left != null) {
      left.leave(this);
    }
    hub.ended(this, reason);
    return true;
  }

  /** The answer to one whose own preconditions exclude the first state that it would be shown. */
  static Response preconditionFailed() {
    return PRECONDITION_FAILED.toResponse();
  }

  /** Whether the request asks for another version only, so that there is no subscription. */
  final boolean excludes(Representation state) {
    return Preconditions.fail(request.request().fields(), state.fields(), state.receivedAt());
  }

  /** It begins anew with another variant, having been shown what it was shown. */
  final void rejoin() {
    if (!isFinished()) {
      hub.join(this);
    }
  }

  /** What it was shown of another variant; empty where it has been shown nothing. */
  abstract Optional<Position.Delivered> shownBefore();

  /** Whether it comes from another variant that has shown it a state. */
  final boolean wasShownBefore() {
    return shownBefore().isPresent();
  }

  /** Whether it comes from another variant that has shown it a state, and not this one. */
  final boolean wasShownOtherThan(Representation state) {
    return shownBefore()
        .filter(shown -> !shown.fingerprint().equals(state.fingerprint()))
        .isPresent();
  }

  /**
   * Something is known for the first time, or for the first time of another variant.
   *
   * @param onlyVersionOfItsSecond whether its modification date identifies it
   * @param audience those who are told of later versions
   */
  abstract void begin(Version version, boolean onlyVersionOfItsSecond, Audience audience);

  /** The last message: nothing will ever change any more, as far as we can tell. */
  abstract void end(Response response);

  /** The variant is no longer for it: it has to find another. */
  abstract void moveOn();
}
