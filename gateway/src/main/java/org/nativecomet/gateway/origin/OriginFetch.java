package org.nativecomet.gateway.origin;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.InterimResponse;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * One request on its way to the origin, and the response on its way back.
 *
 * <p>A fetch moves forward, and only from sending once back to leasing:
 *
 * <ol>
 *   <li>{@code LEASING}: waits for a connection.
 *   <li>{@code SENDING}: the request is being sent, or the response head waited for.
 *   <li>{@code ANSWERED}: the response head has been given to the sink; either content may flow.
 *   <li>{@code ENDED}: nothing more happens.
 * </ol>
 *
 * <p>Threading: any thread. The phase changes under the lock; what follows from a change is done by
 * the thread that made it, outside the lock.
 */
final class OriginFetch
    implements Leasing.Listener, RequestUpload.Listener, ResponseContent.Listener {
  private enum Phase {
    LEASING,
    SENDING,
    ANSWERED,
    ENDED
  }

  private final OriginClient client;
  private final OriginOptions options;
  private final Clock clock;
  private final GatewayEvents events;
  private final ViaField via;
  private final Route route;
  private final String origin;
  private final Request request;
  private final ForwardedRequest forwarded;
  private final ResponseSink sink;
  private final RequestUpload upload;
  private final SilenceTimer silence;
  private Phase phase = Phase.LEASING;
  private @Nullable Leasing leasing;
  private @Nullable OriginExchange exchange;
  private volatile Instant sentAt = Instant.EPOCH;

  OriginFetch(
      OriginContext context,
      Route route,
      Request request,
      ForwardedRequest forwarded,
      ResponseSink sink) {
    this.client = context.client();
    this.options = context.options();
    this.clock = context.clock();
    this.events = context.events();
    this.via = context.via();
    this.route = route;
    this.origin = route.authority();
    this.request = request;
    this.forwarded = forwarded;
    this.sink = sink;
    this.upload = new RequestUpload(request.content(), this);
    this.silence = new SilenceTimer(context.timers(), clock, this::silent);
  }

  void start() {
    lease(false);
    sink.onAbandoned(() -> abort(new IOException("The client has abandoned the request")));
  }

  private void lease(boolean fresh) {
    Leasing started = client.lease(route.origin(), fresh, this);
    synchronized (this) {
      leasing = started;
      if (phase != Phase.ENDED) {
        return;
      }
    }
    started.cancel();
  }

  @Override
  public void leased(OriginLease lease) {
    OriginExchange next = new OriginExchange(this, lease, forwarded, upload);
    boolean wanted;
    synchronized (this) {
      wanted = phase == Phase.LEASING;
      if (wanted) {
        phase = Phase.SENDING;
        exchange = next;
      }
    }
    if (wanted) {
      lease.execute(next);
    } else {
      lease.discard();
    }
  }

  @Override
  public void notLeased(Exception cause) {
    fail(OriginFailure.of(cause), cause);
  }

  /** The request is about to be sent. */
  void begun() {
    sentAt = clock.instant();
    events.originRequested(origin);
    silence.start(upload.hasEnded() ? options.responseTimeout() : options.idleTimeout());
  }

  /** The origin has something to say before it answers. */
  void informed(InterimResponse response) {
    synchronized (this) {
      if (phase != Phase.SENDING) {
        return;
      }
    }
    sink.inform(response);
  }

  /** The response head is here. */
  void answered(Response response) {
    synchronized (this) {
      if (phase != Phase.SENDING) {
        return;
      }
      phase = Phase.ANSWERED;
    }
    silence.start(options.idleTimeout());
    Duration timeToHead = Duration.between(sentAt, clock.instant());
    events.originAnswered(origin, response.statusCode(), timeToHead);
    sink.respond(response);
  }

  /** Octets of response content have come. */
  void received() {
    silence.touch();
  }

  @Override
  public void contentAwaited() {
    silence.touch();
  }

  @Override
  public void contentCancelled() {
    abort(new IOException("The response is not wanted any more"));
  }

  @Override
  public void uploadProgressed() {
    silence.touch();
  }

  @Override
  public void uploadEnded() {
    boolean waiting;
    synchronized (this) {
      waiting = phase == Phase.SENDING;
    }
    if (waiting) {
      silence.start(options.responseTimeout());
    }
  }

  @Override
  public void uploadBroken(Throwable cause) {
    fail(OriginFailure.REQUEST_INCOMPLETE, cause);
  }

  /** An attempt has failed, after which the request is tried once more or given up. */
  void failed(OriginExchange attempt, Exception cause) {
    synchronized (this) {
      if (attempt != exchange || phase == Phase.ENDED) {
        return;
      }
    }
    if (mayRetry(attempt)) {
      attempt.abort(cause);
      lease(true);
    } else {
      fail(OriginFailure.of(cause), cause);
    }
  }

  /**
   * A connection that was idle may have been closed while the request was on its way. The request
   * is sent again where the origin has certainly not seen it, or where that makes no difference
   * (RFC 9110, section 9.2.2); once, since the second connection is a new one.
   */
  private synchronized boolean mayRetry(OriginExchange attempt) {
    boolean harmless =
        attempt.isUnsent() || (request.method().isIdempotent() && !upload.isConsumed());
    if (phase != Phase.SENDING || !attempt.foundStaleConnection() || !harmless) {
      return false;
    }
    phase = Phase.LEASING;
    exchange = null;
    return true;
  }

  /** An attempt is over, in one way or another, and its connection has been given back. */
  void ended(OriginExchange attempt) {
    synchronized (this) {
      if (attempt != exchange) {
        return;
      }
      phase = Phase.ENDED;
    }
    silence.stop();
  }

  ViaField via() {
    return via;
  }

  Duration keepAlive(Fields received) {
    return ReceivedFields.keepAlive(received, options.keepAlive());
  }

  /** Nothing has happened for as long as we wait. Whose turn it was decides what that means. */
  private void silent() {
    Failure failure;
    synchronized (this) {
      failure = upload.isBlocked() ? OriginFailure.WRITE_TIMEOUT : OriginFailure.REQUEST_TIMEOUT;
      if (phase == Phase.SENDING && upload.hasEnded()) {
        failure = OriginFailure.RESPONSE_TIMEOUT;
      } else if (phase == Phase.ANSWERED && exchange != null && !exchange.hasResponseEnded()) {
        if (!exchange.isAwaited()) {
          return;
        }
        failure = OriginFailure.READ_TIMEOUT;
      }
    }
    fail(failure, new IOException(failure.detail()));
  }

  /** Ends the fetch with a failure: as the response where there was none, else in its content. */
  private void fail(Failure failure, Throwable cause) {
    boolean unanswered;
    OriginExchange current;
    synchronized (this) {
      if (phase == Phase.ENDED) {
        return;
      }
      unanswered = phase != Phase.ANSWERED;
      phase = Phase.ENDED;
      current = exchange;
    }
    end(current, cause);
    if (failure.source() != Failure.Source.CLIENT) {
      events.originFailed(origin, failure);
    }
    if (unanswered) {
      sink.respond(failure.toResponse());
    }
  }

  /** Ends the fetch because nobody waits for it. */
  private void abort(Throwable cause) {
    OriginExchange current;
    Leasing waiting;
    synchronized (this) {
      if (phase == Phase.ENDED) {
        return;
      }
      phase = Phase.ENDED;
      current = exchange;
      waiting = leasing;
    }
    if (waiting != null) {
      waiting.cancel();
    }
    end(current, cause);
  }

  private void end(@Nullable OriginExchange current, Throwable cause) {
    silence.stop();
    upload.cancel();
    if (current != null) {
      current.abort(cause);
    }
  }
}
