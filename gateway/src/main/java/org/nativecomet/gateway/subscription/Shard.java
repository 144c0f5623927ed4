package org.nativecomet.gateway.subscription;

import java.time.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.IoThread;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * The stream subscribers of one variant whose connections belong to one I/O thread, and the walk
 * over them that a new version starts.
 *
 * <p>Threading: confined to that I/O thread.
 */
final class Shard {
  /*
   * Fan-out
   * -------
   * The floor of a delivery is the kernel's write, 6 to 9 microseconds, so ten thousand of them
   * hold a thread for a tenth of a second. The walk therefore goes in batches and between two of
   * them lets the thread serve the connections that are ready: measured, that is nine times better
   * for the others' tail and costs the last subscriber 4 percent.
   *
   * A version that arrives during a walk starts it anew from the end. Who was already offered the
   * earlier one is offered the new one; who was not never sees the earlier one. A walk goes down
   * the array, so that a subscriber who leaves, whose place the last one takes, makes nobody be
   * passed over.
   */

  /** Offers between two looks at the other connections: about a millisecond of writes. */
  private static final int BATCH = 128;

  private final IoThread thread;
  private final Clock clock;
  private final GatewayEvents events;
  private final Runnable walk = this::walk;

  private @Nullable StreamSubscriber[] subscribers = new @Nullable StreamSubscriber[4];
  private int count;
  private @Nullable Version latest;
  private int next = -1;
  private int offered;
  private boolean walking;

  Shard(IoThread thread, Clock clock, GatewayEvents events) {
    this.thread = thread;
    this.clock = clock;
    this.events = events;
  }

  /** The newest version that this thread knows of; there is one before there is a subscriber. */
  Version latest() {
    Version version = latest;
    if (version == null) {
      throw new IllegalStateException("a shard has a version before it has subscribers");
    }
    return version;
  }

  /** Adds a subscriber, and what is known by now. */
  void add(StreamSubscriber subscriber, Version known) {
    learn(known);
    if (count == subscribers.length) {
      subscribers = Arrays.copyOf(subscribers, count * 2);
    }
    subscribers[count] = subscriber;
    subscriber.placedAt(count);
    count++;
  }

  /** Removes a subscriber; the last one takes its place. */
  void remove(int place) {
    count--;
    StreamSubscriber last = subscribers[count];
    subscribers[count] = null;
    if (place != count && last != null) {
      subscribers[place] = last;
      last.placedAt(place);
    }
  }

  /** A new version, for everybody here. */
  void publish(Version version) {
    learn(version);
    if (latest().number() > version.number()) {
      // A later one has come with a subscriber; its own walk is about to follow.
      return;
    }
    // This one may have come with a subscriber, too: to the others it is news all the same.
    next = count - 1;
    if (!walking) {
      offered = 0;
      walk();
    }
  }

  private void offer(StreamSubscriber subscriber) {
    try {
      subscriber.offer();
      offered++;
    } catch (RuntimeException bug) {
      // Of one subscriber's connection; the others are not to miss the version for it.
      events.unexpected(bug);
    }
  }

  private void learn(Version version) {
    Version known = latest;
    if (known == null || known.number() < version.number()) {
      latest = version;
    }
  }

  private void walk() {
    next = Math.min(next, count - 1);
    for (int left = BATCH; left > 0 && next >= 0; left--) {
      StreamSubscriber subscriber = subscribers[next];
      next--;
      if (subscriber != null) {
        offer(subscriber);
      }
      next = Math.min(next, count - 1);
    }
    walking = next >= 0;
    if (walking) {
      thread.giveWay(walk);
    } else if (offered > 0) {
      events.updatesDelivered(offered, latest().sinceDetected(clock.instant()));
    }
  }
}
