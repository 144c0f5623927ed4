package org.nativecomet.gateway.change;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.AcceptSubscribe;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.RetryAfter;
import org.nativecomet.gateway.http.TargetUri;

/**
 * The subscription upstream of something that is watched here: one stream at a time, or none.
 *
 * <ol>
 *   <li>none: states are polled; an answer that says so lets a stream be asked for;
 *   <li>asked for: polling goes on until the stream has said what is current;
 *   <li>standing: every state comes by itself, and polling rests;
 *   <li>ended: at once back to polling, and after a wait that grows a stream is asked for again.
 * </ol>
 *
 * <p>It needs no timer: a stream is asked for when a poll was answered, which also shows that there
 * is somebody to answer.
 *
 * <p>Threading: any thread. The lock guards which stream counts; nothing is called while it is
 * held.
 */
public final class UpstreamSubscription {
  /** Is told what one stream brings, by one thread at a time. */
  public interface Listener {
    /** What was polled last is current, or what is follows at once; polling may rest. */
    void standing();

    /** The origin has sent a response. It counts while {@link #isCurrent} says so. */
    void received(Arrival arrival);

    /** The subscription stands no longer: what changed meanwhile has to be asked for. */
    void lost();
  }

  /** A response that was sent without being asked for each time, and the stream it came in. */
  public static final class Arrival {
    private final Response response;
    private final UpstreamStream stream;

    Arrival(Response response, UpstreamStream stream) {
      this.response = response;
      this.stream = stream;
    }

    /** As a plain GET would have been answered; its content is whole. */
    public Response response() {
      return response;
    }
  }

  private final UpstreamSubscriptions context;
  private final TargetUri target;

  @GuardedBy("this")
  private @Nullable UpstreamStream current;

  @GuardedBy("this")
  private @Nullable Semaphore place;

  /** When the current stream began to stand; null while it does not. */
  @GuardedBy("this")
  private @Nullable Instant standingSince;

  @GuardedBy("this")
  private Duration wait = UpstreamOptions.FIRST_RETRY;

  @GuardedBy("this")
  private Instant notBefore = Instant.MIN;

  @GuardedBy("this")
  private boolean stopped;

  UpstreamSubscription(UpstreamSubscriptions context, TargetUri target) {
    this.context = context;
    this.target = target;
  }

  /**
   * The origin has answered a poll: a stream is asked for, where there is none, the answer says
   * that there can be one, and it is time.
   *
   * @param poll that would be made next: the stream begins from what it is conditional on
   * @param state the fields of the answer
   * @param listener is told what the stream brings
   */
  public void answered(Request poll, Fields state, Listener listener) {
    Optional<String> type = AcceptSubscribe.streamType(state);
    if (!context.options().isOn()
        || type.isEmpty()
        || !UpstreamRequest.isEquivalentTo(poll, state)) {
      return;
    }
    UpstreamStream stream = new UpstreamStream(this, listener, context.options().limits());
    if (begin(stream)) {
      context.origin().handle(UpstreamRequest.of(poll, type.get()), stream);
    }
  }

  private boolean begin(UpstreamStream stream) {
    synchronized (this) {
      Instant now = context.clock().instant();
      if (stopped || current != null || now.isBefore(notBefore)) {
        return false;
      }
      place = context.takePlace(target).orElse(null);
      if (place != null) {
        current = stream;
        return true;
      }
      waitBeforeNext(now, Duration.ZERO);
    }
    context.events().limitReached("origins.max-subscriptions");
    context.events().upstreamEnded(UpstreamEnd.LIMITED.word(), false);
    return false;
  }

  /** Whether every state comes by itself. */
  public synchronized boolean isStanding() {
    return standingSince != null;
  }

  /** Whether the stream that it came in still counts. */
  public synchronized boolean isCurrent(Arrival arrival) {
    return current == arrival.stream;
  }

  /**
   * What is on its way counts no more, from now on; another stream may be asked for at once.
   *
   * @return gives the connection up; to be run where no lock is held
   */
  public Runnable renew() {
    return detach(UpstreamEnd.RENEWED);
  }

  /** The same for good: nobody watches any more. */
  public synchronized Runnable stop() {
    stopped = true;
    return detach(UpstreamEnd.UNWATCHED);
  }

  private synchronized Runnable detach(UpstreamEnd reason) {
    UpstreamStream detached = current;
    if (detached == null) {
      return () -> {};
    }
    boolean stood = leave();
    return () -> {
      context.events().upstreamEnded(reason.word(), stood);
      detached.cancel();
    };
  }

  /** The first response of the stream is here. */
  void stands(UpstreamStream stream) {
    synchronized (this) {
      if (current != stream) {
        return;
      }
      standingSince = context.clock().instant();
    }
    context.events().upstreamSubscribed();
    stream.listener().standing();
  }

  void received(UpstreamStream stream, Response response) {
    stream.listener().received(new Arrival(response, stream));
  }

  /**
   * The stream has ended by itself.
   *
   * @param answer the fields of an answer that was no stream
   */
  void ended(UpstreamStream stream, UpstreamEnd reason, Fields answer) {
    boolean stood;
    synchronized (this) {
      if (current != stream) {
        return;
      }
      Instant now = context.clock().instant();
      Instant since = standingSince;
      if (since != null && !now.isBefore(since.plus(UpstreamOptions.STEADY))) {
        wait = UpstreamOptions.FIRST_RETRY;
      }
      waitBeforeNext(now, RetryAfter.of(answer, now).orElse(Duration.ZERO));
      stood = leave();
    }
    context.events().upstreamEnded(reason.word(), stood);
    if (stood) {
      stream.listener().lost();
    }
  }

  /** Gives the place up; says whether the stream stood. */
  @GuardedBy("this")
  private boolean leave() {
    boolean stood = standingSince != null;
    current = null;
    standingSince = null;
    if (place != null) {
      place.release();
      place = null;
    }
    return stood;
  }

  /**
   * Half of the wait is left to chance, so that those who were cut off together do not return so.
   */
  @GuardedBy("this")
  private void waitBeforeNext(Instant now, Duration atLeast) {
    long millis = Math.round(wait.toMillis() * (0.5 + context.random() / 2));
    Duration chosen = Duration.ofMillis(millis);
    notBefore = now.plus(chosen.compareTo(atLeast) > 0 ? chosen : atLeast);
    Duration doubled = wait.multipliedBy(2);
    wait = doubled.compareTo(UpstreamOptions.LAST_RETRY) < 0 ? doubled : UpstreamOptions.LAST_RETRY;
  }
}
