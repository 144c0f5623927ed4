package org.nativecomet.gateway.subscription;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.delivery.Update;
import org.nativecomet.gateway.delivery.Updates;
import org.nativecomet.gateway.exchange.CrossOriginReading;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Octets;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.Turn;

/**
 * A subscriber that is sent one enclosed response after another.
 *
 * <p>It moves strictly forward:
 *
 * <ol>
 *   <li>waiting: nothing is known of the resource yet;
 *   <li>begun: it has a place in a shard, and its first message, a state or an acknowledgement, is
 *       due or sent;
 *   <li>ended: its last message is due or sent, or its client has gone.
 * </ol>
 *
 * <p>It holds no update. When the outlet gives it a turn it takes the newest version there is, so a
 * client that reads slowly costs one pointer, skips versions, and ends with the latest.
 *
 * <p>Threading: the methods of {@link Subscriber} move to the outlet's thread; everything else is
 * confined to it.
 */
final class StreamSubscriber extends Subscriber implements Turn {
  private static final Octets[] NOTHING = {};
  private static final Failure NOT_GRANTED =
      Failure.client(403, "The resource does not grant the origin of this page to read it.");

  private final Outlet outlet;
  private final Clock clock;
  private final @Nullable Octets exchangeIdLine;
  private final boolean isFromAPage;

  private Position position;

  /** The version known to be the only one of its second; what has come since is not. */
  private long onlyOneOfItsSecond = -1;

  private @Nullable Shard shard;
  private int place;
  private long shown = -1;
  private boolean turnRequested;
  private @Nullable Response last;

  /** The last that was seen to select this subscriber's request. */
  private @Nullable Sharing selecting;

  /**
   * What the client has, where it asked for additions to it; a slow client pins one old version.
   */
  private @Nullable Representation held;

  StreamSubscriber(SubscriptionRequest request, Hub hub, Outlet outlet, Clock clock) {
    super(request, hub);
    this.outlet = outlet;
    this.clock = clock;
    this.position = request.position();
    this.isFromAPage = request.request().fields().has("Origin");
    this.exchangeIdLine =
        request
            .request()
            .enclosure()
            .flatMap(enclosure -> enclosure.exchangeId())
            .map(Update::exchangeIdLine)
            .orElse(null);
  }

  /** Asked when it joins a variant: for the first time, or on its own thread. */
  @Override
  Optional<Position.Delivered> shownBefore() {
    return position instanceof Position.Delivered delivered
        ? Optional.of(delivered)
        : Optional.empty();
  }

  @Override
  void begin(Version version, boolean onlyOne, Audience audience) {
    outlet.thread().execute(() -> place(version, onlyOne, audience));
  }

  @Override
  void end(Response response) {
    outlet.thread().execute(() -> finish(response));
  }

  @Override
  void moveOn() {
    outlet.thread().execute(this::leaveAndRejoin);
  }

  /** The client has gone, or has cancelled. */
  void closed() {
    leaveShard();
    finish("closed");
  }

  void placedAt(int newPlace) {
    place = newPlace;
  }

  /** There is something new to be taken. */
  void offer() {
    if (!turnRequested && !isFinished()) {
      turnRequested = true;
      outlet.request(this);
    }
  }

  @Override
  public Octets[] take() {
    turnRequested = false;
    if (isFinished()) {
      return NOTHING;
    }
    if (last != null) {
      return takeLast(last);
    }
    Shard current = shard;
    if (current == null || current.latest().number() == shown) {
      return NOTHING;
    }
    Version version = current.latest();
    if (!isFor(version)) {
      // It is about to move on, and another has brought this version here before.
      return NOTHING;
    }
    if (!mayRead(version)) {
      return takeLast(NOT_GRANTED.toResponse());
    }
    if (shown < 0 && excludes(version.representation())) {
      return takeLast(preconditionFailed());
    }
    boolean isFirst = shown < 0;
    shown = version.number();
    return isFirst ? firstMessage(version) : octets(news(version));
  }

  private Octets[] takeLast(Response response) {
    leaveShard();
    finish("ended");
    // After these octets, and not in the middle of the outlet's own work.
    outlet.thread().execute(outlet::release);
    return octets(
        Updates.last(
            request().request().target(),
            request().request().method(),
            response.dated(clock.instant())));
  }

  private void place(Version version, boolean onlyOne, Audience audience) {
    if (isFinished() || last != null || !isStillIn(audience)) {
      return;
    }
    // It may have come back to the same variant, and be given a place there for the second time.
    leaveShard();
    onlyOneOfItsSecond = onlyOne ? version.number() : -1;
    shown = -1;
    shard = audience.shard(outlet.thread());
    // What was published since is not lost: either the shard was there to be told, or this knows.
    shard.add(this, audience.newest(version));
    offer();
  }

  /** Versions of a variant mostly share one value, which is looked at once. */
  private boolean isFor(Version version) {
    Sharing sharing = version.sharing();
    if (!sharing.equals(selecting) && sharing.selects(request())) {
      selecting = sharing;
    }
    return sharing.equals(selecting);
  }

  /** The first message: the state, where it is news, or else the word that the wait has begun. */
  private Octets[] firstMessage(Version version) {
    keep(version.representation());
    if (decide(version).delivers()) {
      Optional<Update> added =
          version.predecessor().filter(this::isNamed).flatMap(version::additionTo);
      return octets(added.orElseGet(() -> wholeFor(version)));
    }
    // One that moves to another variant was told before that it waits.
    boolean moved = position instanceof Position.Delivered;
    return moved ? NOTHING : octets(version.acknowledgement());
  }

  /** A page of another origin may read here what it could read in a response of its own. */
  private boolean mayRead(Version version) {
    return !isFromAPage
        || CrossOriginReading.isAllowed(request().request(), version.representation().fields());
  }

  private PositionPolicy.Decision decide(Version version) {
    return PositionPolicy.decide(
        position,
        version.representation(),
        version.number() == onlyOneOfItsSecond,
        clock.instant());
  }

  private Update wholeFor(Version version) {
    return request().headOnly() ? version.bare() : version.aged(clock.instant());
  }

  /** Taken once for each update of each subscriber, so the common case allocates nothing. */
  private Update news(Version version) {
    if (request().headOnly()) {
      return version.bare();
    }
    Representation base = held;
    if (base == null) {
      return version.whole();
    }
    keep(version.representation());
    return version.additionTo(base).orElseGet(version::whole);
  }

  /** Whether the client says by tag and length that it has exactly this representation. */
  private boolean isNamed(Representation earlier) {
    return request().appendFrom().orElse(-1) == earlier.content().length
        && !request().headOnly()
        && position instanceof Position.Tags tags
        && earlier
            .tag()
            .filter(tag -> tags.tags().stream().anyMatch(tag::matchesStrongly))
            .isPresent();
  }

  private void keep(Representation representation) {
    if (request().appendFrom().isPresent()) {
      held = representation;
    }
  }

  private void finish(Response response) {
    if (!isFinished() && last == null) {
      last = response;
      offer();
    }
  }

  private Octets[] octets(Update update) {
    return exchangeIdLine == null ? update.octets() : update.octets(exchangeIdLine);
  }

  private void leaveAndRejoin() {
    Shard current = shard;
    if (current != null && shown == current.latest().number()) {
      position = new Position.Delivered(current.latest().representation().fingerprint());
    }
    leaveShard();
    rejoin();
  }

  private void leaveShard() {
    if (shard != null) {
      shard.remove(place);
      shard = null;
    }
  }
}
