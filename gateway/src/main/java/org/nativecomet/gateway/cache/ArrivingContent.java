package org.nativecomet.gateway.cache;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;

/**
 * Content that is being received from the origin once, for any number of clients, each at its own
 * pace.
 *
 * <p>As long as the content may be stored, all that has come is kept, so that a client may join
 * late and a slow one holds up nobody: the origin is asked for as much as the fastest wants. Once
 * it turns out to be too large to be stored, only what somebody has still to read is kept, and the
 * fastest client waits where it is {@link KeptPieces#WINDOW} ahead of the slowest; a single client
 * then has the octets passed through to it, and nothing is kept at all.
 *
 * <p>When the last client leaves, the origin's message is abandoned.
 *
 * <p>Threading: any thread. The lock guards all that is known; signals are given outside of it, to
 * each client one after another.
 */
final class ArrivingContent {
  /** Hears of the end. */
  interface Listener {
    /** All content is here and may be stored. Called before any client sees the end. */
    void complete(byte[] octets);

    /** The content has broken off after these octets, and nothing of them was left out. */
    void brokenOff(byte[] octets);

    /** Nobody can join any more. Called once, after whichever of the others. */
    void ended();
  }

  private final Content source;
  private final Listener listener;

  @GuardedBy("this")
  private final KeptPieces pieces;

  @GuardedBy("this")
  private final List<Reader> readers = new ArrayList<>(1);

  @GuardedBy("this")
  private long awaited;

  @GuardedBy("this")
  private boolean isStarted;

  /** All is here and is being stored: until that is done, nobody sees the last of it. */
  @GuardedBy("this")
  private boolean isCompleting;

  @GuardedBy("this")
  private boolean isEnded;

  @GuardedBy("this")
  private @Nullable Throwable failure;

  @GuardedBy("this")
  private Flow.@Nullable Subscription subscription;

  /** Nothing is asked of the origin until the first client reads. */
  ArrivingContent(Content source, KeptPieces pieces, Listener listener) {
    this.source = source;
    this.pieces = pieces;
    this.listener = listener;
  }

  /**
   * The content from its beginning, for one client, who must subscribe to it or cancel it. Empty
   * where it is too late for that.
   */
  synchronized Optional<Content> reader() {
    if (isEnded || !pieces.isEverything()) {
      return Optional.empty();
    }
    Reader reader = new Reader();
    readers.add(reader);
    return Optional.of(reader);
  }

  private void start() {
    synchronized (this) {
      if (isStarted) {
        return;
      }
      isStarted = true;
    }
    source.subscribe(new Receiver());
  }

  /** Asks the origin for as many pieces as are wanted and not yet on their way. */
  private void askForMore() {
    Flow.Subscription current;
    long count;
    synchronized (this) {
      current = subscription;
      count = wanted() - awaited;
      if (current == null || isEnded || count <= 0) {
        return;
      }
      awaited += count;
    }
    current.request(count);
  }

  @GuardedBy("this")
  private long wanted() {
    long most = 0;
    long least = Long.MAX_VALUE;
    for (Reader reader : readers) {
      long beyondWhatIsHere = reader.demand - (pieces.end() - reader.next);
      most = Math.max(most, beyondWhatIsHere);
      least = Math.min(least, beyondWhatIsHere);
    }
    return pieces.mayGrow() ? most : Math.min(most, least);
  }

  /** Abandons the content where nobody reads it, nor was given the means to. */
  void abandonIfUnread() {
    Flow.Subscription current;
    boolean wasStarted;
    synchronized (this) {
      if (isEnded || !readers.isEmpty()) {
        return;
      }
      isEnded = true;
      pieces.giveUp();
      wasStarted = isStarted;
      isStarted = true;
      current = subscription;
    }
    if (!wasStarted) {
      source.discard();
    } else if (current != null) {
      current.cancel();
    }
    listener.ended();
  }

  private void forgetWhatAllHaveRead() {
    synchronized (this) {
      int slowest = pieces.end();
      for (Reader reader : readers) {
        slowest = Math.min(slowest, reader.next);
      }
      if (!isEnded) {
        pieces.forgetBefore(slowest);
      }
    }
  }

  private void tellReaders() {
    List<Reader> all;
    synchronized (this) {
      all = List.copyOf(readers);
    }
    all.forEach(Reader::emit);
  }

  /** Takes what the origin sends. */
  private final class Receiver implements Flow.Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      boolean isUnwanted;
      synchronized (ArrivingContent.this) {
        subscription = newSubscription;
        isUnwanted = isEnded;
      }
      if (isUnwanted) {
        newSubscription.cancel();
      } else {
        askForMore();
      }
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      boolean isAll;
      synchronized (ArrivingContent.this) {
        if (isEnded || isCompleting) {
          return;
        }
        awaited--;
        pieces.add(buffer);
        isAll = pieces.received() == source.length().orElse(-1);
        isCompleting = isAll;
      }
      // A client that counts octets has its answer now, and may ask for the next at once.
      if (isAll) {
        complete();
      } else {
        tellReaders();
      }
    }

    @Override
    public void onError(Throwable cause) {
      Optional<byte[]> received;
      synchronized (ArrivingContent.this) {
        if (isEnded || isCompleting) {
          return;
        }
        isEnded = true;
        failure = cause;
        received = pieces.complete();
      }
      received.ifPresent(listener::brokenOff);
      listener.ended();
      tellReaders();
    }

    @Override
    public void onComplete() {
      synchronized (ArrivingContent.this) {
        if (isEnded || isCompleting) {
          return;
        }
        isCompleting = true;
      }
      complete();
    }

    /** Has the content stored while it can still be joined, so that no client finds neither. */
    private void complete() {
      Optional<byte[]> whole;
      synchronized (ArrivingContent.this) {
        whole = isEnded ? Optional.empty() : pieces.complete();
      }
      // What is shorter than it said it was is passed on as it came, but is not the whole.
      whole
          .filter(octets -> octets.length == source.length().orElse(octets.length))
          .ifPresent(listener::complete);
      boolean isFirst;
      synchronized (ArrivingContent.this) {
        isFirst = !isEnded;
        isEnded = true;
      }
      if (isFirst) {
        listener.ended();
      }
      tellReaders();
    }
  }

  /** One client's place in the content; guarded by the lock of the content. */
  private final class Reader implements Content, Flow.Subscription {
    private Flow.@Nullable Subscriber<? super ByteBuffer> client;
    private int next;
    private long demand;
    private boolean isEmitting;
    private boolean isDone;

    @Override
    public OptionalLong length() {
      return source.length();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      subscriber.onSubscribe(this);
      synchronized (ArrivingContent.this) {
        client = subscriber;
        if (isDone) {
          return;
        }
      }
      start();
      emit();
    }

    @Override
    public void request(long n) {
      synchronized (ArrivingContent.this) {
        demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
      }
      emit();
    }

    @Override
    public void cancel() {
      leave();
      abandonIfUnread();
      // Whom this one held up may go on.
      askForMore();
    }

    private void leave() {
      synchronized (ArrivingContent.this) {
        isDone = true;
        readers.remove(this);
        if (readers.isEmpty() && isEnded) {
          pieces.giveUp();
        }
      }
      forgetWhatAllHaveRead();
    }

    /** Gives the client what is here and asked for. One thread at a time does. */
    private void emit() {
      synchronized (ArrivingContent.this) {
        if (isEmitting || client == null) {
          return;
        }
        isEmitting = true;
      }
      while (emitNext()) {
        forgetWhatAllHaveRead();
      }
      askForMore();
    }

    /** Gives one signal, if one is due, and says whether to look for another. */
    private boolean emitNext() {
      Flow.Subscriber<? super ByteBuffer> current;
      ByteBuffer piece;
      Throwable cause;
      synchronized (ArrivingContent.this) {
        current = client;
        cause = failure;
        boolean isAtEnd = next == pieces.end();
        boolean isHeldBack = isCompleting && !isEnded && next == pieces.end() - 1;
        boolean isDue = isAtEnd ? isEnded : demand > 0 && !isHeldBack;
        if (isDone || !isDue || current == null) {
          isEmitting = false;
          return false;
        }
        piece = isAtEnd ? null : pieces.piece(next++);
        demand--;
      }
      if (piece != null) {
        current.onNext(piece);
        return true;
      }
      leave();
      if (cause != null) {
        current.onError(cause);
      } else {
        current.onComplete();
      }
      return false;
    }
  }
}
