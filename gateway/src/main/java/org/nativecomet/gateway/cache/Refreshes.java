package org.nativecomet.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.VarySelection;

/**
 * Fetches that no client waits for: while a stale response is used, the origin is asked about it
 * (RFC 5861, section 3). A client's request is what causes one, so nothing is asked for that nobody
 * wants; for each variant there is one at a time, and then none for {@link #PAUSE}.
 *
 * <p>Threading: any thread.
 */
final class Refreshes {
  /** How long an origin that has failed, or answers what is stale at once, is left alone. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /** The most at a time: clients wait for connections to the origin too. */
  static final int MOST = 64;

  /**
   * What a client says of itself or of what it has already; the stored response has its own
   * validators, and is wanted whole.
   */
  private static final List<String> ABOUT_THE_CLIENT =
      List.of(
          "If-Match",
          "If-None-Match",
          "If-Modified-Since",
          "If-Unmodified-Since",
          "If-Range",
          "Range",
          "Cache-Control",
          "Pragma");

  /** Starts a fetch for a stored response. */
  interface Starter {
    void start(Request request, StoredResponse stale, ResponseSink sink);
  }

  /** What is asked about. */
  private record Key(TargetUri target, VarySelection selection) {}

  private final long largestContent;
  private final Starter starter;
  private final ConcurrentHashMap<Key, Refresh> underWay = new ConcurrentHashMap<>();
  private final Cache<Key, Boolean> recent;
  private volatile boolean isStopped;

  /**
   * None under way.
   *
   * @param largestContent octets; what is larger is not stored, and not read to its end
   */
  Refreshes(long largestContent, Clock clock, Starter starter) {
    this.largestContent = largestContent;
    this.starter = starter;
    this.recent =
        Caffeine.newBuilder()
            .maximumSize(UnsharedTargets.MOST)
            .expireAfterWrite(PAUSE)
            .ticker(() -> UnsharedTargets.nanos(clock.instant()))
            .executor(Runnable::run)
            .build();
  }

  /** Asks the origin about a stored response that was just used stale, unless that is going on. */
  void refresh(Request client, StoredResponse stale) {
    Key key = new Key(client.target(), stale.selection());
    Refresh refresh = new Refresh(key);
    if (isStopped
        || underWay.size() >= MOST
        || recent.getIfPresent(key) != null
        || underWay.putIfAbsent(key, refresh) != null) {
      return;
    }
    Request request =
        client.withMethod(Method.GET).withFields(client.fields().without(ABOUT_THE_CLIENT));
    start(request, stale, refresh);
    if (isStopped) {
      refresh.abandon();
    }
  }

  private void start(Request request, StoredResponse stale, Refresh refresh) {
    try {
      starter.start(request, stale, refresh);
    } catch (RuntimeException bug) {
      refresh.end();
      throw bug;
    }
  }

  /** Abandons those under way, and begins no more. */
  void stop() {
    isStopped = true;
    Set.copyOf(underWay.values()).forEach(Refresh::abandon);
  }

  /** In the place of a client: reads the answer to its end, so that it is stored. */
  private final class Refresh implements ResponseSink, Flow.Subscriber<ByteBuffer> {
    private static final int DEMAND = 4;

    private final Key key;
    private final List<Runnable> abandonActions = new ArrayList<>(1);
    private Flow.@Nullable Subscription subscription;
    private long received;
    private boolean isAbandoned;

    Refresh(Key key) {
      this.key = key;
    }

    @Override
    public void respond(Response response) {
      response.content().subscribe(this);
    }

    @Override
    public Outlet hold(Fields outerFields) {
      throw new IllegalStateException("a fetch asks for one response, not to be held");
    }

    @Override
    public void onAbandoned(Runnable action) {
      synchronized (this) {
        if (!isAbandoned) {
          abandonActions.add(action);
          return;
        }
      }
      action.run();
    }

    void abandon() {
      List<Runnable> actions;
      Flow.Subscription current;
      synchronized (this) {
        isAbandoned = true;
        actions = List.copyOf(abandonActions);
        current = subscription;
      }
      end();
      actions.forEach(Runnable::run);
      if (current != null) {
        current.cancel();
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      boolean isUnwanted;
      synchronized (this) {
        subscription = newSubscription;
        isUnwanted = isAbandoned;
      }
      if (isUnwanted) {
        newSubscription.cancel();
      } else {
        newSubscription.request(DEMAND);
      }
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      received += buffer.remaining();
      Flow.Subscription current;
      synchronized (this) {
        current = subscription;
      }
      if (current == null) {
        return;
      }
      if (received > largestContent) {
        end();
        current.cancel();
      } else {
        current.request(1);
      }
    }

    @Override
    public void onError(Throwable cause) {
      end();
    }

    @Override
    public void onComplete() {
      end();
    }

    private void end() {
      recent.put(key, true);
      underWay.remove(key, this);
    }
  }
}
