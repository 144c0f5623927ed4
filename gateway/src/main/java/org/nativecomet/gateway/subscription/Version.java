package org.nativecomet.gateway.subscription;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.delivery.Update;
import org.nativecomet.gateway.delivery.Updates;
import org.nativecomet.gateway.http.EntityTag;
import org.nativecomet.gateway.http.TargetUri;

/**
 * A representation that subscribers are shown, its place in their order, and every update made of
 * it, each encoded at most once.
 *
 * <p>Threading: any thread; the lock guards the updates made so far.
 */
final class Version {
  private final long number;
  private final TargetUri target;
  private final Representation representation;
  private final Optional<Representation> predecessor;
  private final Sharing sharing;
  private final Instant detectedAt;
  private final Update whole;

  /** When the origin last said that it still holds; null while it has not been asked again. */
  private volatile @Nullable Instant confirmedAt;

  private volatile Representation lastReceived;

  @GuardedBy("this")
  private @Nullable Update bare;

  @GuardedBy("this")
  private @Nullable Update acknowledgement;

  @GuardedBy("this")
  private @Nullable Update aged;

  @GuardedBy("this")
  private long agedSeconds = -1;

  @GuardedBy("this")
  private @Nullable Update addition;

  @GuardedBy("this")
  private @Nullable String additionBase;

  /**
   * @param number later versions of a variant have greater ones
   * @param predecessor what was shown before, so that a subscriber who has it can be sent what was
   *     added
   * @param sharing whom it is for
   */
  Version(
      long number,
      TargetUri target,
      Representation representation,
      Optional<Representation> predecessor,
      Sharing sharing,
      Instant detectedAt) {
    this.number = number;
    this.target = target;
    this.representation = representation;
    this.lastReceived = representation;
    this.predecessor = predecessor;
    this.sharing = sharing;
    this.detectedAt = detectedAt;
    this.whole =
        Updates.whole(
            target, representation.statusCode(), representation.fields(), representation.content());
  }

  long number() {
    return number;
  }

  /** Whom it is for. */
  Sharing sharing() {
    return sharing;
  }

  Representation representation() {
    return representation;
  }

  /** What is shown by it, and since when. */
  Shown shown() {
    return new Shown(sharing, representation.fingerprint(), detectedAt);
  }

  Optional<Representation> predecessor() {
    return predecessor;
  }

  /** Whether the tag is that of this version, or of the one before it. */
  boolean isOrFollows(EntityTag known) {
    return Stream.concat(Stream.of(representation), predecessor.stream())
        .flatMap(state -> state.tag().stream())
        .anyMatch(known::matchesWeakly);
  }

  /**
   * The origin has said that it still holds.
   *
   * @param again the same representation as it was received now, where it was: its later Date makes
   *     validators of a date usable
   */
  void confirmed(Instant now, Optional<Representation> again) {
    confirmedAt = now;
    again.ifPresent(received -> lastReceived = received);
  }

  /** The representation as it was last received, whose validators to ask with. */
  Representation lastReceived() {
    return lastReceived;
  }

  /** How old it is: the time since it was made, or since the origin last confirmed it. */
  Duration age(Instant now) {
    Instant confirmed = confirmedAt;
    return confirmed == null ? representation.age(now) : Duration.between(confirmed, now);
  }

  /** Whether it may be shown to a new subscriber without asking the origin first. */
  boolean mayBeShownUnvalidated(Instant now) {
    return representation.mayBeShownUnvalidated(age(now));
  }

  /** How long ago it was detected. */
  Duration sinceDetected(Instant now) {
    return Duration.between(detectedAt, now);
  }

  /** The whole representation, as it came: for those who have waited for it. */
  Update whole() {
    return whole;
  }

  /** The same without content, for HEAD. */
  synchronized Update bare() {
    if (bare == null) {
      bare = Updates.bare(target, representation.statusCode(), representation.fields());
    }
    return bare;
  }

  /** Nothing new, but the subscription stands. */
  synchronized Update acknowledgement() {
    if (acknowledgement == null) {
      acknowledgement = Updates.acknowledgement(target, representation.fields());
    }
    return acknowledgement;
  }

  /** The whole representation with its age, for those who come later (RFC 9111, section 5.1). */
  synchronized Update aged(Instant now) {
    long seconds = age(now).toSeconds();
    if (seconds == 0) {
      return whole;
    }
    Update known = aged;
    if (known == null || agedSeconds != seconds) {
      known =
          Updates.whole(
              target,
              representation.statusCode(),
              representation.fields().with("Age", Long.toString(seconds)),
              representation.content());
      aged = known;
      agedSeconds = seconds;
    }
    return known;
  }

  /**
   * What was added to a representation that a subscriber has.
   *
   * @return empty where this version is not that one with octets added, or strong tags to tell them
   *     apart are lacking; then the whole is to be sent
   */
  synchronized Optional<Update> additionTo(Representation base) {
    if (!Addition.isOne(base, representation)) {
      return Optional.empty();
    }
    Update known = addition;
    if (known == null || !base.fingerprint().equals(additionBase)) {
      known =
          Updates.addition(
              target,
              representation.fields(),
              base.tag().orElseThrow(),
              base.content().length,
              representation.content());
      addition = known;
      additionBase = base.fingerprint();
    }
    return Optional.of(known);
  }
}
