package org.nativecomet.gateway.subscription;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;

/** An origin that can be subscribed to, whose streams say what the test says. */
final class StubUpstream implements ExchangeHandler {
  /** One request for a stream. */
  static final class Stream implements Content, Flow.Subscription {
    final Request request;
    private final ResponseSink sink;
    private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private boolean cancelled;
    private boolean ended;

    private Stream(Request request, ResponseSink sink) {
      this.request = request;
      this.sink = sink;
      sink.onAbandoned(() -> cancelled = true);
    }

    /** Answers with a stream. */
    Stream open() {
      sink.respond(new Response(200, Fields.of("Content-Type", "message/http"), this));
      return this;
    }

    /** Answers with something else. */
    void answer(int statusCode, String... fields) {
      ended = true;
      sink.respond(Response.of(statusCode, Fields.of(fields), new byte[0]));
    }

    Stream acknowledge() {
      return send("HTTP/1.1 304 Not Modified\r\nSubscribed: OK\r\n\r\n");
    }

    /** Sends a state. */
    Stream state(String content, String... fieldLines) {
      return send(
          "HTTP/1.1 200 OK\r\nSubscribed: OK\r\nContent-Location: /r\r\nAccept-Subscribe: message/http\r\n"
              + String.join("", List.of(fieldLines).stream().map(line -> line + "\r\n").toList())
              + "Content-Length: "
              + content.length()
              + "\r\n\r\n"
              + content);
    }

    Stream send(String octets) {
      // Also what was under way when it was cancelled.
      reader().onNext(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)));
      return this;
    }

    void end() {
      ended = true;
      reader().onComplete();
    }

    void breakOff() {
      ended = true;
      reader().onError(new IOException("gone"));
    }

    private Flow.Subscriber<? super ByteBuffer> reader() {
      return Objects.requireNonNull(subscriber);
    }

    boolean isCancelled() {
      return cancelled;
    }

    @Override
    public OptionalLong length() {
      return OptionalLong.empty();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> newSubscriber) {
      subscriber = newSubscriber;
      newSubscriber.onSubscribe(this);
    }

    @Override
    public void request(long count) {}

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private final List<Stream> streams = new ArrayList<>();

  @Override
  public void handle(Request request, ResponseSink sink) {
    streams.add(new Stream(request, sink));
  }

  /** How many streams were asked for. */
  int asked() {
    return streams.size();
  }

  /** The one asked for last. */
  Stream last() {
    return streams.get(streams.size() - 1);
  }

  /** Whether one is asked for or stands. */
  boolean isInUse() {
    return streams.stream().anyMatch(stream -> !stream.cancelled && !stream.ended);
  }
}
