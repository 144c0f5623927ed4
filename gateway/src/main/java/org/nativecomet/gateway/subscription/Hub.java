package org.nativecomet.gateway.subscription;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.ChangeListener;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.change.KeyedExtents;
import org.nativecomet.gateway.change.Reach;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.TargetUri;

/**
 * Matches changes to subscriptions. It knows which resources are watched and in which variants; a
 * {@link Variant} knows the rest.
 *
 * <p>Threading: any thread. Variants are found, made and forgotten inside atomic operations of one
 * map, and nothing is called from there but the questions that a variant answers under its own
 * lock.
 */
public final class Hub implements ChangeListener {
  private final HubContext context;
  private final ConcurrentHashMap<String, Watched> watchedByPath = new ConcurrentHashMap<>();

  /** The keys of the map in order, changed inside its operations. */
  private final ConcurrentSkipListSet<String> watchedPaths = new ConcurrentSkipListSet<>();

  private final WatchedGroups groups = new WatchedGroups();
  private final RefreshQueue refreshes;
  private final AtomicInteger subscriptions = new AtomicInteger();

  public Hub(HubContext context) {
    this.context = context;
    this.refreshes = new RefreshQueue(context.options().maxRefreshes());
  }

  /** How many subscriptions there are. */
  public int subscriptions() {
    return subscriptions.get();
  }

  /** How many resources, by path and query, are watched. */
  public int watchedResources() {
    return watchedByPath.size();
  }

  /** Whether there is room for one more subscription. */
  boolean hasRoom() {
    return subscriptions.get() < context.options().maxSubscriptions();
  }

  /** Subscribes whoever reads from this outlet, until it is closed or nothing is left to watch. */
  void subscribe(SubscriptionRequest request, Outlet outlet) {
    StreamSubscriber subscriber = new StreamSubscriber(request, this, outlet, context.clock());
    opened(subscriber);
    outlet.thread().execute(() -> outlet.onClosed(subscriber::closed));
    join(subscriber);
  }

  /** Subscribes for one answer. */
  void subscribe(SubscriptionRequest request, ResponseSink sink) {
    LongPollSubscriber subscriber =
        new LongPollSubscriber(request, this, sink, context.clock(), context.timers());
    opened(subscriber);
    sink.onAbandoned(subscriber::closed);
    subscriber.startToWait();
    join(subscriber);
  }

  @Override
  public Reach changed(Change change) {
    Set<Variant> concerned = new LinkedHashSet<>();
    change.extents().forEach(extent -> concerned.addAll(variantsIn(extent)));
    Set<TargetUri> resources = new HashSet<>();
    int subscribers = 0;
    for (Variant variant : concerned) {
      int reached = tell(variant, change);
      subscribers += reached;
      if (reached > 0) {
        resources.add(variant.target());
      }
    }
    return new Reach(resources.size(), subscribers, 0);
  }

  /** Who can be shown what came with the word need not ask for it. */
  private static int tell(Variant variant, Change change) {
    int reached = change.published().map(variant::published).orElse(0);
    return reached > 0 ? reached : variant.changed(change.cause());
  }

  /** Which variants are in which group. */
  WatchedGroups groups() {
    return groups;
  }

  /** Has the variant ask the origin as soon as not too many others do. */
  void refresh(Variant variant) {
    refreshes.add(variant);
  }

  /** Finds the subscriber a variant, or makes one for it. */
  void join(Subscriber subscriber) {
    boolean joined = false;
    while (!joined) {
      Found found = find(subscriber);
      Variant variant = found.variant();
      subscriber.watch(variant);
      joined = variant.join(subscriber, found.shownBeside());
      if (subscriber.isFinished()) {
        // It ended while it joined, when there was nothing yet to be removed from.
        variant.leave(subscriber);
        return;
      }
    }
  }

  /** A variant has come to its end. */
  void forget(Variant variant) {
    watchedByPath.computeIfPresent(
        keyOf(variant.target()).pathAndQuery(),
        (path, watched) -> {
          watched.forget(variant);
          if (!watched.isEmpty()) {
            return watched;
          }
          watchedPaths.remove(path);
          return null;
        });
  }

  /** A variant that knows now whom it is for has a state that its twin, if any, may not know. */
  void compareWithTwin(Variant variant, Representation state) {
    List<Variant> twins = new ArrayList<>(1);
    watchedByPath.computeIfPresent(
        keyOf(variant.target()).pathAndQuery(),
        (path, watched) -> {
          watched.twinOf(variant).ifPresent(twins::add);
          return watched;
        });
    twins.forEach(twin -> twin.compareWith(state));
  }

  /** A variant knows now whom it is for; where two are for the same, one makes way. */
  void settled(Variant variant) {
    List<Variant> superfluous = new ArrayList<>(1);
    watchedByPath.computeIfPresent(
        keyOf(variant.target()).pathAndQuery(),
        (path, watched) -> {
          watched.settle(variant).ifPresent(superfluous::add);
          return watched;
        });
    superfluous.forEach(Variant::makeWay);
    if (superfluous.isEmpty() && variant.isOpenToOthers()) {
      spareThoseWhoStillAsk(variant);
    }
  }

  /**
   * A variant has found that it changed, of which nobody had told: that is all that the other
   * variants of its resource learn, and each asks for itself.
   */
  void discovered(Variant discoverer, Instant at) {
    for (Variant variant : variantsAt(discoverer.target().pathAndQuery())) {
      if (variant != discoverer && variant.target().equals(discoverer.target())) {
        variant.hinted(at);
      }
    }
  }

  /** Who waits for a first answer of its own may have this one. */
  private void spareThoseWhoStillAsk(Variant settled) {
    for (Variant variant : variantsAt(settled.target().pathAndQuery())) {
      if (variant.target().equals(settled.target())
          && variant.firstAsker().filter(settled::matches).isPresent()) {
        variant.makeWay();
      }
    }
  }

  /** A subscriber has ended. */
  void ended(Subscriber subscriber, String reason) {
    subscriptions.decrementAndGet();
    context.events().subscriptionEnded(subscriber.request().form().word(), reason);
  }

  private void opened(Subscriber subscriber) {
    subscriptions.incrementAndGet();
    context.events().subscriptionOpened(subscriber.request().form().word());
  }

  /** A variant for a subscriber, and what is shown beside it. */
  private record Found(Variant variant, List<Shown> shownBeside) {}

  private Found find(Subscriber subscriber) {
    List<Found> found = new ArrayList<>(1);
    watchedByPath.compute(
        keyOf(subscriber.request().request().target()).pathAndQuery(),
        (path, known) -> {
          Watched watched = known == null ? new Watched(new OwnFetches(context, refreshes)) : known;
          watchedPaths.add(path);
          Variant variant =
              watched.variantFor(subscriber, own -> new Variant(this, context, subscriber, own));
          found.add(new Found(variant, watched.shownBeside(variant)));
          return watched;
        });
    return found.get(0);
  }

  private List<Variant> variantsIn(Extent extent) {
    List<Variant> variants = new ArrayList<>();
    for (Extent keyed : KeyedExtents.of(extent, context.rules())) {
      if (keyed instanceof Extent.InGroup group) {
        variants.addAll(groups.changed(group));
      } else if (keyed instanceof Extent.ByPath paths) {
        paths.in(watchedPaths).stream()
            .flatMap(path -> variantsAt(path).stream())
            .filter(variant -> paths.scope().test(keyOf(variant.target())))
            .forEach(variants::add);
      }
    }
    return variants;
  }

  private List<Variant> variantsAt(String key) {
    List<Variant> variants = new ArrayList<>();
    watchedByPath.computeIfPresent(
        key,
        (path, watched) -> {
          variants.addAll(watched.variants());
          return watched;
        });
    return variants;
  }

  private TargetUri keyOf(TargetUri target) {
    return context.rules().keyOf(target);
  }
}
