package org.nativecomet.gateway.change;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.MediaType;
import org.nativecomet.gateway.message.EnclosedResponse;
import org.nativecomet.gateway.message.MessageLimits;
import org.nativecomet.gateway.message.MessageViolation;
import org.nativecomet.gateway.message.RequestParser.Folding;
import org.nativecomet.gateway.message.ResponseParser;

/**
 * One stream that an origin was asked for: takes the answer, if it is a stream reads the responses
 * in it, and tells its subscription.
 *
 * <p>Threading: what the origin's connection signals comes by one thread at a time; {@link #cancel}
 * by any. The lock guards what is to be cancelled.
 */
final class UpstreamStream
    implements ResponseSink, Flow.Subscriber<ByteBuffer>, ResponseParser.Listener {
  private final UpstreamSubscription subscription;
  private final UpstreamSubscription.Listener listener;
  private final MessageLimits limits;

  @GuardedBy("this")
  private final List<Runnable> abandonActions = new ArrayList<>(1);

  @GuardedBy("this")
  private Flow.@Nullable Subscription octets;

  @GuardedBy("this")
  private boolean cancelled;

  private @Nullable ResponseParser parser;
  private boolean stands;
  private boolean ended;

  UpstreamStream(
      UpstreamSubscription subscription,
      UpstreamSubscription.Listener listener,
      MessageLimits limits) {
    this.subscription = subscription;
    this.listener = listener;
    this.limits = limits;
  }

  UpstreamSubscription.Listener listener() {
    return listener;
  }

  /** Nobody reads any further. */
  void cancel() {
    List<Runnable> actions = new ArrayList<>();
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      Flow.Subscription current = octets;
      if (current != null) {
        actions.add(current::cancel);
      } else {
        actions.addAll(abandonActions);
      }
    }
    actions.forEach(Runnable::run);
  }

  @Override
  public void respond(Response response) {
    Optional<Folding> form = folding(response);
    if (form.isEmpty()) {
      response.content().discard();
      subscription.ended(this, UpstreamEnd.REFUSED, response.fields());
      return;
    }
    parser = new ResponseParser(limits, form.get(), this);
    response.content().subscribe(this);
  }

  /** How the stream is to be read; empty where the answer is none. */
  private static Optional<Folding> folding(Response response) {
    if (response.statusCode() != 200 || response.fields().has("Content-Encoding")) {
      return Optional.empty();
    }
    return response
        .fields()
        .first("Content-Type")
        .flatMap(MediaType::parse)
        .filter(type -> type.parameter("msgtype").orElse("response").equals("response"))
        .flatMap(
            type ->
                type.is("message/http")
                    ? Optional.of(Folding.UNFOLD)
                    : Optional.of(Folding.REFUSE).filter(any -> type.is("application/http")));
  }

  @Override
  public Outlet hold(Fields outerFields) {
    throw new IllegalStateException("a stream is read here, not held");
  }

  @Override
  public void onAbandoned(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        abandonActions.add(action);
        return;
      }
    }
    action.run();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscribed) {
    boolean wanted;
    synchronized (this) {
      octets = subscribed;
      wanted = !cancelled;
    }
    if (wanted) {
      subscribed.request(1);
    } else {
      subscribed.cancel();
    }
  }

  @Override
  public void onNext(ByteBuffer buffer) {
    ResponseParser reading = parser;
    if (reading != null && !ended) {
      reading.read(buffer);
    }
    Flow.Subscription current;
    synchronized (this) {
      current = cancelled ? null : octets;
    }
    if (current != null) {
      current.request(1);
    }
  }

  @Override
  public void onError(Throwable cause) {
    end(UpstreamEnd.BROKEN);
  }

  @Override
  public void onComplete() {
    ResponseParser reading = parser;
    if (reading != null && !ended) {
      reading.end();
    }
    end(UpstreamEnd.CLOSED);
  }

  @Override
  public void response(EnclosedResponse enclosed) {
    UpstreamMessage message = UpstreamMessage.of(enclosed);
    if (ended) {
      return;
    }
    if (message.kind() == UpstreamMessage.Kind.VIOLATION) {
      giveUp(UpstreamEnd.MALFORMED);
      return;
    }
    if (!stands && message.kind() != UpstreamMessage.Kind.LAST) {
      stands = true;
      subscription.stands(this);
    }
    if (message.kind() != UpstreamMessage.Kind.ACKNOWLEDGEMENT) {
      subscription.received(this, message.response());
    }
    if (message.kind() == UpstreamMessage.Kind.LAST) {
      giveUp(UpstreamEnd.TERMINAL);
    }
  }

  @Override
  public void broken(MessageViolation violation) {
    giveUp(UpstreamEnd.MALFORMED);
  }

  /** The rest is not wanted. */
  private void giveUp(UpstreamEnd reason) {
    end(reason);
    cancel();
  }

  private void end(UpstreamEnd reason) {
    if (!ended) {
      ended = true;
      subscription.ended(this, reason, Fields.empty());
    }
  }
}
