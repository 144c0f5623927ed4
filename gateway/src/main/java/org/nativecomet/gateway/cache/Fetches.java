package org.nativecomet.gateway.cache;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.CachingRules;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * The fetches that are under way. A request that the store cannot answer joins one that may bring
 * what it wants, or sends its own; {@link CollapsePolicy} says who may wait, {@link SharePolicy}
 * whether it was worth it.
 *
 * <p>Those for whom an answer turns out not to be go forward all at once, and for a while nobody
 * waits for that target again ({@link UnsharedTargets}). Those who want another variant go forward
 * one for each variant.
 *
 * <p>Threading: any thread. A client that comes while an answer is being stored either finds the
 * fetch here or the response in the store: the fetch stays until the response is there, and who
 * finds no fetch looks into the store once more.
 */
final class Fetches implements Flight.Listener {
  /** Where those who have to look for an answer anew are sent. */
  interface Dispatcher {
    void dispatch(Asker asker, Attempt next);

    /** Whether nothing has changed since the fetch was begun that it may be about. */
    boolean isCurrent(Fetch fetch);

    /** Fetches whole what could not be validated. */
    void fetchWhole(Asker asker);
  }

  /** Variants of one target that are fetched at once and can be waited for; more are not shared. */
  static final int MOST_FLIGHTS = Variants.MAX_VARIANTS;

  private final ExchangeHandler next;
  private final CachingRules rules;
  private final Reception reception;
  private final Clock clock;
  private final GatewayEvents events;
  private final Predicate<Request> isStoredNow;
  private final Dispatcher dispatcher;
  private final UnsharedTargets unshared;
  private final UnsharedTargets unsharedRanges;
  private final ConcurrentMap<TargetUri, List<Flight>> flights = new ConcurrentHashMap<>();

  /**
   * No fetch is under way.
   *
   * @param isStoredNow whether the store can answer the request by now
   */
  Fetches(
      ExchangeHandler next,
      CachingRules rules,
      Reception reception,
      Clock clock,
      GatewayEvents events,
      Predicate<Request> isStoredNow,
      Dispatcher dispatcher) {
    this.next = next;
    this.rules = rules;
    this.reception = reception;
    this.clock = clock;
    this.events = events;
    this.isStoredNow = isStoredNow;
    this.dispatcher = dispatcher;
    this.unshared = new UnsharedTargets(clock);
    this.unsharedRanges = new UnsharedTargets(clock);
  }

  /** Has the asker answered by a fetch, its own or another's. */
  void answer(Asker asker) {
    TargetUri target = keyOf(asker.fetch());
    Fields identifying = rules.identifying(asker.fetch().target(), asker.request().fields());
    Collapsing collapsing =
        CollapsePolicy.decide(
            asker.fetch(),
            identifying,
            asker.attempt(),
            unsharedFor(asker.fetch()).contains(target));
    Flight own = new Flight(asker, collapsing, reception, clock, this);
    if (!collapsing.mayJoin() && !collapsing.mayLead()) {
      send(own, asker);
      return;
    }
    Boarding boarding = new Boarding(asker, own);
    flights.compute(target, boarding::board);
    boarding.act();
  }

  /** How many fetches can be joined. */
  int joinable() {
    return flights.values().stream().mapToInt(List::size).sum();
  }

  /** What is the same to the operator is stored once, and fetched once. */
  private TargetUri keyOf(Fetch fetch) {
    return rules.keyOf(fetch.target());
  }

  private void send(Flight flight, Asker sender) {
    sender.client().onAbandoned(() -> flight.leave(sender));
    if (!flight.isWanted()) {
      return;
    }
    Fetch fetch = flight.fetch();
    Fields fields = fetch.request().fields();
    next.handle(
        fetch
            .request()
            .withFields(
                fetch.isValidation()
                    ? Validation.request(fields, fetch.selected().orElseThrow())
                    : Completion.request(fetch)),
        flight);
  }

  @Override
  public void landed(Flight flight, Receipt receipt) {
    boolean isShareable =
        receipt.arrival().filter(arrival -> arrival.isReusable(clock.instant())).isPresent();
    boolean saysNothing = receipt.answer().isEmpty() || receipt.sameFor().isPresent();
    if (isShareable || (flight.collapsing().mayLead() && !saysNothing)) {
      unsharedFor(flight.fetch()).note(keyOf(flight.fetch()), isShareable);
    }
  }

  /** That a part could not be shared says nothing of the whole. */
  private UnsharedTargets unsharedFor(Fetch fetch) {
    boolean isForRanges = RangePolicy.relevant(fetch.request()).has("Range");
    return isForRanges ? unsharedRanges : unshared;
  }

  @Override
  public void askAgain(Asker sender) {
    dispatcher.fetchWhole(sender);
  }

  @Override
  public void released(Asker asker, Share share, Receipt receipt) {
    boolean isForOthers =
        share.outcome() == Share.Outcome.OTHER_VARIANT
            || share.outcome() == Share.Outcome.ASKED_AGAIN;
    Attempt attempt = asker.attempt();
    dispatcher.dispatch(
        asker, isForOthers ? attempt.amongItsLike(receipt.vary()) : attempt.alone());
  }

  @Override
  public void waited(Share share) {
    events.cacheCollapsed(share.outcome().word());
  }

  @Override
  public void ended(Flight flight) {
    flights.computeIfPresent(
        keyOf(flight.fetch()),
        (target, present) -> {
          List<Flight> rest = present.stream().filter(each -> each != flight).toList();
          return rest.isEmpty() ? null : rest;
        });
  }

  /** Finds the asker's place among the fetches of its target, under that target's lock. */
  private final class Boarding {
    private final Asker asker;
    private final Flight own;
    private @Nullable Flight boarded;
    private Optional<Share> share = Optional.empty();
    private boolean isStored;

    Boarding(Asker asker, Flight own) {
      this.asker = asker;
      this.own = own;
    }

    @Nullable List<Flight> board(TargetUri target, @Nullable List<Flight> present) {
      List<Flight> all = present == null ? List.of() : present;
      if (own.collapsing().mayJoin()) {
        for (Flight flight : all) {
          Optional<Optional<Share>> joined =
              dispatcher.isCurrent(flight.fetch()) ? flight.join(asker) : Optional.empty();
          if (joined.isPresent()) {
            boarded = flight;
            share = joined.get();
            return present;
          }
        }
        isStored = isStoredNow.test(asker.request());
      }
      if (isStored || !own.collapsing().mayLead() || all.size() >= MOST_FLIGHTS) {
        return present;
      }
      List<Flight> more = new ArrayList<>(all);
      more.add(own);
      return List.copyOf(more);
    }

    /** What follows, without the lock. */
    void act() {
      Flight joined = boarded;
      if (isStored) {
        dispatcher.dispatch(asker, asker.attempt().again());
      } else if (joined == null) {
        send(own, asker);
      } else if (share.isPresent()) {
        waited(share.get());
        asker.client().respond(share.get().answer().orElseThrow());
      } else {
        asker.client().onAbandoned(() -> joined.leave(asker));
      }
    }
  }
}
