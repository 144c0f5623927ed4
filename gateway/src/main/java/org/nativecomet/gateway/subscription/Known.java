package org.nativecomet.gateway.subscription;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one representation: whom it is for, the version that is shown, and how far that
 * can be relied on.
 *
 * <p>Threading: guarded by its variant.
 */
final class Known {
  private final VariantContext context;
  private final Doubt doubt = new Doubt();
  private Sharing sharing;
  private @Nullable Version version;
  private @Nullable Circle circle;
  private boolean isPublished;
  private boolean isDeletedThroughUs;

  /** Nothing but whether it is for one subscriber. */
  Known(VariantContext context, Sharing sharing) {
    this.context = context;
    this.sharing = sharing;
  }

  Sharing sharing() {
    return sharing;
  }

  void share(Sharing told) {
    sharing = told;
  }

  /** Those who are shown the current version, where the origin is asked about each of them. */
  Optional<Circle> circle() {
    return Optional.ofNullable(circle);
  }

  void circle(@Nullable Circle shown) {
    circle = shown;
  }

  Optional<Version> version() {
    return Optional.ofNullable(version);
  }

  boolean hasVersion() {
    return version != null;
  }

  /** Whether the origin has not answered yet. */
  boolean isNothing() {
    return version == null && sharing.scope() == Sharing.Scope.UNKNOWN;
  }

  /** What subscribers were shown last. */
  Optional<Representation> shown() {
    return version().map(Version::representation);
  }

  /** The same, where it is for everybody. */
  Optional<Shown> shownToAll() {
    return version()
        .filter(shown -> shown.sharing().scope() == Sharing.Scope.SHARED)
        .map(Version::shown);
  }

  /** Whether what is for those may be for those whom this is for. */
  boolean isPerhapsFor(Sharing other) {
    return sharing.scope() == Sharing.Scope.UNKNOWN || sharing.equals(other);
  }

  /** The same as it was last received. */
  Optional<Representation> lastReceived() {
    return version().map(Version::lastReceived);
  }

  /** From now on this is shown. */
  Version show(Representation state, Instant now) {
    long number = version().map(Version::number).orElse(0L) + 1;
    Version made = new Version(number, context.target(), state, shown(), sharing, now);
    version = made;
    return made;
  }

  /** Whether what is shown can be relied on. */
  Doubt doubt() {
    return doubt;
  }

  /**
   * Whether what is shown came with the word of a change, and not from the origin.
   *
   * @param published false once the origin has given another state
   */
  void published(boolean published) {
    isPublished = published;
  }

  /** Whether all that is new is the tag, which whoever published the content did not know. */
  boolean isOnlyTaggedBy(Refresh refresh) {
    return isPublished
        && shown()
            .filter(state -> state.tag().isEmpty())
            .flatMap(state -> refresh.received().filter(state::hasContentOf))
            .isPresent();
  }

  /** Whether a deletion was seen to succeed since the origin last answered with a state. */
  boolean isDeletedThroughUs() {
    return isDeletedThroughUs;
  }

  void deletedThroughUs(boolean deleted) {
    isDeletedThroughUs = deleted;
  }

  /** Whether others may join it, now or as soon as its response is known. */
  boolean isOpenToOthers(Subscriber owner) {
    return sharing.scope() == Sharing.Scope.SHARED
        || (sharing.scope() == Sharing.Scope.UNKNOWN && !owner.request().hasCredentials());
  }

  /** Whether it is for this subscriber too. */
  boolean isFor(Subscriber subscriber, Subscriber owner) {
    return sharing.scope() == Sharing.Scope.CHECKED
        ? isCleared(subscriber)
        : sharing.isFor(context.rules(), subscriber.request(), owner.request(), shown());
  }

  /** Whether the origin has shown it the same, and not too long ago. */
  private boolean isCleared(Subscriber subscriber) {
    return subscriber
        .clearance()
        .filter(word -> word.circle().equals(circle))
        .filter(
            word -> word.at().plus(context.checkInterval().orElseThrow()).isAfter(context.now()))
        .isPresent();
  }

  /** The version that a subscriber may be shown as it joins, without asking the origin first. */
  Optional<Version> forNewcomer(Subscriber subscriber) {
    return version().filter(shown -> circle != null || mayBeShownAtOnce(subscriber, shown));
  }

  /** Who comes from another variant with another state needs the origin to say which is later. */
  private boolean mayBeShownAtOnce(Subscriber subscriber, Version shown) {
    return !doubt.stands()
        && subscriber.request().confidence() != Confidence.CONFIRMED
        && !subscriber.wasShownOtherThan(shown.representation())
        && !mayHaveANewerState(subscriber, shown)
        && shown.mayBeShownUnvalidated(context.now());
  }

  /**
   * Whether it has a state that was not shown here of late, by its tag: one that an ordinary GET
   * was answered with may be newer than the last poll.
   */
  boolean mayHaveANewerState(Subscriber subscriber) {
    return version().filter(shown -> mayHaveANewerState(subscriber, shown)).isPresent();
  }

  private static boolean mayHaveANewerState(Subscriber subscriber, Version shown) {
    return subscriber.request().position() instanceof Position.Tags theirs
        && shown.representation().tag().isPresent()
        && theirs.tags().stream().noneMatch(shown::isOrFollows);
  }

  /** Whether the answer under way may have been given before what brought the subscriber here. */
  boolean isAnswerPerhapsTooOldFor(Subscriber subscriber) {
    return subscriber.wasShownBefore() || doubt.isNotAskedAbout();
  }
}
