package org.nativecomet.gateway.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fetches of one variant: one at a time, and those that only confirm a first state not too
 * close together.
 *
 * <p>Threading: guarded by the variant.
 */
final class Inquiries {
  /** The shortest time between the starts of two fetches made only to confirm a first state. */
  static final Duration CONFIRMATION_SPACING = Duration.ofMillis(100);

  private @Nullable Fetch underWay;
  private @Nullable Subscriber asker;
  private @Nullable Instant lastBegun;
  private @Nullable Instant confirmedBegun;
  private long lastMoment;
  private @Nullable Question planned;
  private Question asked = Question.FIRST_STATE;
  private @Nullable Question noted;
  private boolean confirmationPlanned;

  boolean isUnderWay() {
    return underWay != null;
  }

  /** Whether it is this one whose answer counts. */
  boolean isUnderWay(Fetch fetch) {
    return underWay == fetch;
  }

  /**
   * A fetch is under way.
   *
   * @param by whose request it is made with
   * @param moment of the changes of groups, when it was begun
   */
  void begin(Fetch fetch, Question question, Subscriber by, Instant now, long moment) {
    underWay = fetch;
    asker = by;
    asked = question;
    lastBegun = now;
    lastMoment = moment;
  }

  /** The fetch that was under way is answered, or nobody waits for it any more. */
  Optional<Fetch> end() {
    Optional<Fetch> ended = Optional.ofNullable(underWay);
    underWay = null;
    return ended;
  }

  /** The moment, among the changes of groups, at which the last fetch was begun. */
  long lastMoment() {
    return lastMoment;
  }

  /** When the last fetch was begun; there was one. */
  Instant begunAt() {
    return Objects.requireNonNull(lastBegun);
  }

  /** What the last fetch asked. */
  Question asked() {
    return asked;
  }

  /** Whose request the last fetch was made with; there was one. */
  Subscriber asker() {
    return Objects.requireNonNull(asker);
  }

  /** Whether a fetch was begun later than this, so that it has seen what was so by then. */
  boolean haveBegunAfter(Instant time) {
    return lastBegun != null && lastBegun.isAfter(time);
  }

  /** The last fetch has brought what the origin had after it was begun. */
  void confirmed() {
    confirmedBegun = lastBegun;
  }

  /** Whether a fetch that was begun later than this has brought what the origin had. */
  boolean haveConfirmedAfter(Instant time) {
    return confirmedBegun != null && confirmedBegun.isAfter(time);
  }

  /** A question waits for its turn, together with one that may wait already. */
  void plan(Question question) {
    planned = planned == null ? question : planned.or(question);
  }

  /** The question whose turn has come, if one still waits. */
  Optional<Question> takePlanned() {
    Optional<Question> taken = Optional.ofNullable(planned);
    planned = null;
    return taken;
  }

  /** Whether this question, or a more pressing one, waits for its turn. */
  boolean isPlanned(Question least) {
    return planned != null && planned.or(least) == planned;
  }

  /** Something was signalled that the fetch under way may have missed: it is to be asked next. */
  void note(Question question) {
    noted = noted == null ? question : noted.or(question);
  }

  /** What was noted since the last look. */
  Optional<Question> takeNoted() {
    Optional<Question> taken = Optional.ofNullable(noted);
    noted = null;
    return taken;
  }

  /**
   * Plans a fetch to confirm a first state.
   *
   * @return how long it has to wait; empty where one is under way or planned already
   */
  Optional<Duration> planConfirmation(Instant now) {
    if (isUnderWay() || confirmationPlanned) {
      return Optional.empty();
    }
    Instant earliest = lastBegun == null ? now : lastBegun.plus(CONFIRMATION_SPACING);
    Duration wait = earliest.isAfter(now) ? Duration.between(now, earliest) : Duration.ZERO;
    confirmationPlanned = !wait.isZero();
    return Optional.of(wait);
  }

  /** The time of the planned confirmation has come. */
  void confirmationIsDue() {
    confirmationPlanned = false;
  }
}
