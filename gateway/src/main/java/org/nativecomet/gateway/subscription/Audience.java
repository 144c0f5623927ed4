package org.nativecomet.gateway.subscription;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.IoThread;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * Everyone who has been shown the first state of a variant and is to be told of the next: the
 * stream subscribers by the I/O thread of their connection, and the long polls.
 *
 * <p>Threading: any thread. The lock guards the two collections and keeps the tasks handed to each
 * I/O thread in the order of the versions.
 */
final class Audience {
  private final Clock clock;
  private final GatewayEvents events;

  @GuardedBy("this")
  private final Map<IoThread, Shard> shards = new HashMap<>();

  /** Each with the number of the version it has seen. */
  @GuardedBy("this")
  private final Map<LongPollSubscriber, Long> polls = new LinkedHashMap<>();

  @GuardedBy("this")
  private @Nullable Version latest;

  Audience(Clock clock, GatewayEvents events) {
    this.clock = clock;
    this.events = events;
  }

  /** The shard of this I/O thread. */
  synchronized Shard shard(IoThread thread) {
    return shards.computeIfAbsent(thread, owner -> new Shard(owner, clock, events));
  }

  /** The newest version there is: this one, or one published since. */
  synchronized Version newest(Version known) {
    Version published = latest;
    return published == null || published.number() < known.number() ? known : published;
  }

  /**
   * Adds a poll that has seen this version; one that was published since answers it at once. What
   * comes between knowing a version and being here is not lost.
   */
  void add(LongPollSubscriber poll, Version seen) {
    Version newest;
    synchronized (this) {
      newest = newest(seen);
      if (newest.number() == seen.number()) {
        polls.put(poll, seen.number());
        return;
      }
    }
    poll.changed(newest);
  }

  synchronized void remove(LongPollSubscriber poll) {
    polls.remove(poll);
  }

  /** Shows a new version to everyone: each thread walks its own, a long poll is answered here. */
  void publish(Version version) {
    List<LongPollSubscriber> answered;
    synchronized (this) {
      if (newest(version).number() > version.number()) {
        // Another thread was quicker with a later one.
        return;
      }
      latest = version;
      shards.forEach((thread, shard) -> thread.execute(() -> shard.publish(version)));
      // Who came between the making of a version and this has seen it, and waits for the next.
      answered = new ArrayList<>(polls.size());
      for (Map.Entry<LongPollSubscriber, Long> poll : polls.entrySet()) {
        if (poll.getValue() < version.number()) {
          answered.add(poll.getKey());
        }
      }
      answered.forEach(polls::remove);
    }
    answered.forEach(poll -> poll.changed(version));
  }
}
