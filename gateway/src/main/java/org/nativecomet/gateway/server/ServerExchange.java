package org.nativecomet.gateway.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.InterimResponse;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.AcceptedCodings;
import org.nativecomet.gateway.http.Fields;
import org.xnio.channels.StreamSinkChannel;

/**
 * One outer exchange: a request of a client's connection and the response owed to it.
 *
 * <p>It moves strictly forward:
 *
 * <ol>
 *   <li><i>waiting</i>: a handler has the request; its content may still be arriving;
 *   <li><i>responding</i> or <i>held</i>: the response is being written, by a {@link
 *       ResponseWriter} or by a {@link HeldOutlet}; the request may still be arriving;
 *   <li><i>ended</i>: both are complete, or the client has gone.
 * </ol>
 *
 * <p>Threading: the methods of {@link ResponseSink} from any thread, all else on the I/O thread of
 * the connection.
 */
final class ServerExchange implements ResponseSink {

  private static final InterimResponse LEAVE =
      new InterimResponse(InterimResponse.CONTINUE, Fields.empty());

  private final ServerState server;
  private final ClientConnection connection;
  private final HttpServerExchange undertow;
  private final int streamId;
  private final Transport transport;
  private final long start = System.nanoTime();
  private final AtomicBoolean answered = new AtomicBoolean();
  private final List<Runnable> abandonActions = new ArrayList<>(1);
  private @Nullable Request request;
  private @Nullable RequestContent content;
  private @Nullable ResponseWriter writer;
  private @Nullable HeldOutlet outlet;
  private int statusCode;
  private String cacheStatus = "";
  private @Nullable Runnable beginning;
  private boolean isResponding;
  private boolean isAbandoned;
  private boolean clientHasGone;
  private boolean responseIsComplete;
  private boolean ended;

  /**
   * An exchange that has just been received.
   *
   * @param streamId of its HTTP/2 stream; 0 in HTTP/1
   */
  ServerExchange(
      ServerState server, ClientConnection connection, HttpServerExchange undertow, int streamId) {
    this.server = server;
    this.connection = connection;
    this.undertow = undertow;
    this.streamId = streamId;
    Http2Connection http2 = connection.http2();
    this.transport =
        http2 == null
            ? new Http1Transport(undertow, this, connection.gate())
            : new Http2Transport(undertow, http2, streamId);
  }

  ServerIoThread thread() {
    return connection.thread();
  }

  int streamId() {
    return streamId;
  }

  /**
   * Hands the request to the handler.
   *
   * @param newContent empty where the request has none
   */
  void begin(Request newRequest, Optional<RequestContent> newContent, ExchangeHandler handler) {
    request = newRequest;
    content = newContent.orElse(null);
    connection.begin(this);
    server.add(this);
    undertow.addExchangeCompleteListener(
        (exchange, next) -> {
          end();
          connection.awaitNextRequest();
          next.proceed();
        });
    if (undertow.isRequestComplete()) {
      transport.watch();
    }
    try {
      handler.handle(newRequest, this);
    } catch (RuntimeException bug) {
      server.events().unexpected(bug);
      respond(Failure.gateway(500, "The gateway failed to handle the request.").toResponse());
    }
  }

  @Override
  public void respond(Response response) {
    if (!answered.compareAndSet(false, true)) {
      UnwantedContent.cancel(response.content());
      return;
    }
    thread().run(() -> begin(() -> write(response)));
  }

  @Override
  public void inform(InterimResponse response) {
    thread().run(() -> tell(response));
  }

  @Override
  public Outlet hold(Fields outerFields) {
    if (!answered.compareAndSet(false, true)) {
      HeldOutlet closed = new HeldOutlet(this, false);
      thread().run(closed::clientHasGone);
      return closed;
    }
    boolean isCompressed =
        server.options().gzip() && AcceptedCodings.prefersGzip(request().fields());
    HeldOutlet held = new HeldOutlet(this, isCompressed);
    server.add(held);
    thread()
        .run(
            () ->
                open(
                    held,
                    HeldFields.of(outerFields, server.options().gzip(), isCompressed),
                    isCompressed));
    return held;
  }

  @Override
  public void onAbandoned(Runnable action) {
    synchronized (abandonActions) {
      if (!isAbandoned) {
        abandonActions.add(action);
        return;
      }
    }
    action.run();
  }

  /**
   * A client that expects 100 gets it once, whether the origin says so or the content is asked for
   * first: the expectation is not forwarded.
   */
  private void tell(InterimResponse response) {
    if (isResponding || clientHasGone || ended) {
      return;
    }
    boolean isLeave = response.statusCode() == InterimResponse.CONTINUE;
    boolean isAwaited = content != null && content.isAwaitingLeave();
    if (isLeave && !isAwaited && request().fields().lists("Expect", "100-continue")) {
      return;
    }
    try {
      transport.inform(response);
      if (isLeave && isAwaited) {
        HttpContinue.markContinueResponseSent(undertow);
      }
    } catch (IOException gone) {
      connectionIsBroken();
    }
  }

  /** Nothing comes before the response any more; it begins when what came has left. */
  private void begin(Runnable response) {
    isResponding = true;
    beginning = response;
    transport.whenInformed(this::beginNow);
  }

  private void beginNow() {
    Runnable response = beginning;
    beginning = null;
    if (response != null) {
      response.run();
    }
  }

  private void write(Response response) {
    StreamSinkChannel channel = sendHead(response.statusCode(), response);
    if (channel == null) {
      UnwantedContent.cancel(response.content());
      return;
    }
    writer = new ResponseWriter(this, channel);
    if (ResponseHead.hasContent(request().method(), response.statusCode())) {
      writer.start(response.content());
    } else {
      UnwantedContent.cancel(response.content());
      writer.startWithoutContent();
    }
  }

  private void open(HeldOutlet held, Fields fields, boolean isCompressed) {
    outlet = held;
    giveLeave();
    begin(() -> openNow(held, fields, isCompressed));
  }

  private void openNow(HeldOutlet held, Fields fields, boolean isCompressed) {
    StreamSinkChannel channel = sendHead(200, new Response(200, fields, StreamedContent.INSTANCE));
    if (channel == null) {
      held.clientHasGone();
    } else {
      held.open(channel, transport.heldWriter(channel, thread(), isCompressed));
    }
  }

  /**
   * Who holds the response will read the request while it goes on: a client that waits for leave to
   * send gets it before the head, since some take a final response for a refusal (RFC 9110, section
   * 10.1.1).
   */
  private void giveLeave() {
    RequestContent awaited = content;
    if (awaited == null || connection.http2() != null || !awaited.isAwaitingLeave()) {
      return;
    }
    tell(LEAVE);
  }

  /** Gives Undertow the head; returns null where there is nobody to send it to. */
  private @Nullable StreamSinkChannel sendHead(int status, Response response) {
    if (clientHasGone || ended) {
      return null;
    }
    statusCode = status;
    cacheStatus = response.fields().combined("Cache-Status").orElse("");
    if (server.isDraining()) {
      transport.makeLast();
    }
    return ResponseHead.begin(undertow, request().method(), response);
  }

  /** The head of a held response has left: Undertow's copies of both heads are of no more use. */
  void headIsSent() {
    transport.forgetHeads();
  }

  /** The client may send the content it announced, unless it has a final response already. */
  void sendContinue() throws IOException {
    if (!answered.get()) {
      transport.inform(LEAVE);
    }
  }

  /** All of the request has been read. */
  void requestIsComplete() {
    if (!responseIsComplete && !ended) {
      transport.watch();
    }
  }

  /** Whoever read the content of the request wants no more of it. */
  void requestIsUnwanted() {
    if (responseIsComplete) {
      finishRequest();
    }
  }

  /** The content of the request cannot be read on. */
  void requestIsBroken(IOException cause) {
    if (cause instanceof MalformedContentException) {
      server.events().violation("malformed-content");
      transport.makeLast();
      fail(cause);
      respond(Failure.client(400, "The framing of the content is malformed.").toResponse());
      if (responseIsComplete) {
        transport.reset();
      }
    } else {
      connectionIsBroken();
    }
  }

  /** All of the response has been written. */
  void responseIsComplete() {
    responseIsComplete = true;
    finishRequest();
  }

  private void finishRequest() {
    RequestContent rest = content;
    if (ended || undertow.isRequestComplete() || (rest != null && rest.isWanted())) {
      return;
    }
    if (rest != null && transport.isReusableAfterDiscarding()) {
      rest.discard(transport::abandonRequest);
    } else {
      transport.abandonRequest();
    }
  }

  /** The content of the response has failed after its head was sent. */
  void responseIsBroken() {
    transport.breakOff();
    clientHasGone();
  }

  /** The connection cannot be read or written any more. */
  void connectionIsBroken() {
    clientHasGone();
    transport.reset();
  }

  /** The client has not read for too long. */
  void clientHasStalled() {
    server.events().limitReached("stall-timeout");
    connectionIsBroken();
  }

  /** Runs what others have asked to be told, so that a bug of one does not hurt the next. */
  void runAll(List<Runnable> actions) {
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (RuntimeException bug) {
        report(bug);
      }
    }
  }

  /** Somebody who was called here has failed; the connection lives on. */
  void report(RuntimeException bug) {
    server.events().unexpected(bug);
  }

  /** The connection serves no exchange after this one. */
  void makeLastOfConnection() {
    transport.makeLast();
  }

  void isNoLongerHeld(HeldOutlet held) {
    server.remove(held);
  }

  /** The client has left, or cancelled this exchange: whoever works for it is told. */
  void clientHasGone() {
    if (clientHasGone || ended) {
      return;
    }
    clientHasGone = true;
    fail(new IOException("the client has gone"));
    if (answered.compareAndSet(false, true)) {
      abandon();
    }
    if (writer != null) {
      writer.clientHasGone();
    }
    if (outlet != null) {
      outlet.clientHasGone();
    }
    beginNow();
    end();
  }

  private void fail(Throwable cause) {
    if (content != null) {
      content.fail(cause);
    }
  }

  private void abandon() {
    List<Runnable> actions;
    synchronized (abandonActions) {
      isAbandoned = true;
      actions = List.copyOf(abandonActions);
    }
    runAll(actions);
  }

  private void end() {
    if (ended) {
      return;
    }
    ended = true;
    connection.end(this);
    server.remove(this);
    if (server.isDraining()) {
      transport.makeLast();
    }
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    server.events().exchangeEnded(request(), statusCode, octets(), duration, cacheStatus);
  }

  private long octets() {
    if (writer != null) {
      return writer.octets();
    }
    return outlet == null ? 0 : outlet.octets();
  }

  private Request request() {
    Request received = request;
    if (received == null) {
      throw new IllegalStateException("not begun");
    }
    return received;
  }
}
