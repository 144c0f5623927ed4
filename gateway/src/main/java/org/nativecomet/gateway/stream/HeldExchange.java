package org.nativecomet.gateway.stream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.IoThread;
import org.nativecomet.gateway.exchange.Octets;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Turn;

/**
 * A subscription on a stream: its own outlet to those who feed it, one place among many to the
 * stream.
 *
 * <p>A turn that waits while the stream has a write to the same target open is put off until the
 * write has been answered, so that nobody sees the effect of a request before its answer.
 * Threading: as its port says.
 */
final class HeldExchange implements Outlet {
  private static final Octets[] NOTHING = {};

  private final RequestStream stream;
  private final InnerExchange exchange;
  private final Request request;
  private final List<Runnable> closeActions = new ArrayList<>(1);
  private final WaitingTurn usual = new WaitingTurn();
  private boolean hasBegun;
  private boolean isEnded;
  private boolean isClosed;

  HeldExchange(RequestStream stream, InnerExchange exchange, Request request) {
    this.stream = stream;
    this.exchange = exchange;
    this.request = request;
  }

  @Override
  public IoThread thread() {
    return stream.thread();
  }

  @Override
  public void request(Turn turn) {
    if (!isEnded) {
      // Nearly every subscription has one turn at a time, and then this allocates nothing.
      WaitingTurn waiting = usual.isFree() ? usual : new WaitingTurn();
      waiting.turn = turn;
      if (hasBegun) {
        stream.subscriptions().requestTurn(request.target(), waiting);
      } else {
        // The first message is the answer to its request, which came before any write it may meet.
        stream.requestTurn(waiting);
      }
    }
  }

  @Override
  public void release() {
    if (!isEnded) {
      isEnded = true;
      stream.released(this);
    }
  }

  /** The connection is the stream's: only it can end it. */
  @Override
  public void releaseAndClose() {
    release();
  }

  /** The stream ends its subscriptions itself when it drains. */
  @Override
  public void onDraining(Runnable action) {}

  @Override
  public void onClosed(Runnable action) {
    if (isClosed) {
      action.run();
    } else if (!isEnded) {
      closeActions.add(action);
    }
  }

  InnerExchange exchange() {
    return exchange;
  }

  Request request() {
    return request;
  }

  /** Whether it was released or closed. */
  boolean isEnded() {
    return isEnded;
  }

  /** Whether the newer one takes its place: the client could not tell their updates apart. */
  boolean isReplacedBy(HeldExchange newer) {
    return exchange.id().isEmpty()
        && newer.exchange.id().isEmpty()
        && request.target().equals(newer.request.target());
  }

  /** The stream has ended, or the client has cancelled: nothing more can be sent. */
  void close() {
    if (!isEnded) {
      isEnded = true;
      isClosed = true;
      List<Runnable> actions = List.copyOf(closeActions);
      closeActions.clear();
      actions.forEach(Runnable::run);
    }
  }

  /** A turn on its way to the outer outlet. */
  private final class WaitingTurn implements Turn {
    private @Nullable Turn turn;

    boolean isFree() {
      return turn == null;
    }

    @Override
    public Octets[] take() {
      Turn waiting = turn;
      if (waiting == null || isEnded) {
        turn = null;
        return NOTHING;
      }
      if (hasBegun && stream.subscriptions().putOff(request.target(), this)) {
        return NOTHING;
      }
      turn = null;
      Octets[] octets = waiting.take();
      if (!hasBegun && octets.length > 0) {
        hasBegun = true;
        stream.begun(HeldExchange.this);
      }
      return octets;
    }
  }
}
