package org.nativecomet.gateway.server;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.protocols.http2.Http2Channel;
import io.undertow.protocols.http2.Http2HeadersStreamSinkChannel;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.io.IOException;
import org.nativecomet.gateway.exchange.InterimResponse;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Tokens;
import org.xnio.channels.StreamSinkChannel;

/** An exchange that is one stream of an HTTP/2 connection. */
final class Http2Transport implements Transport {
  private static final IoCallback WHEN_WRITTEN =
      new IoCallback() {
        @Override
        public void onComplete(HttpServerExchange exchange, Sender sender) {
          // Frames of a stream keep their order: what follows need not wait for this one.
        }

        @Override
        public void onException(HttpServerExchange exchange, Sender sender, IOException failure) {
          // The connection is closing, and the exchange is told by that.
        }
      };

  private final HttpServerExchange undertow;
  private final Http2Connection connection;
  private final int streamId;

  Http2Transport(HttpServerExchange undertow, Http2Connection connection, int streamId) {
    this.undertow = undertow;
    this.connection = connection;
    this.streamId = streamId;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Undertow itself sends 100 where the client expects it, because it resets a stream that has
   * not got it.
   */
  @Override
  public void inform(InterimResponse response) throws IOException {
    if (response.statusCode() == InterimResponse.CONTINUE
        && HttpContinue.requiresContinueResponse(undertow)) {
      HttpContinue.sendContinueResponse(undertow, WHEN_WRITTEN);
      return;
    }
    HeaderMap fields = new HeaderMap();
    fields.put(Http2Channel.STATUS, response.statusCode());
    for (Fields.Line line : response.fields()) {
      fields.add(HttpString.tryFromString(Tokens.lowerCase(line.name())), line.value());
    }
    // Flushed but never shut down, which would end the stream.
    new Http2HeadersStreamSinkChannel(connection, streamId, fields).flush();
  }

  /** {@inheritDoc} Frames of a stream keep their order. */
  @Override
  public void whenInformed(Runnable action) {
    action.run();
  }

  @Override
  public HeldWriter heldWriter(StreamSinkChannel channel, ServerIoThread thread, boolean deflated) {
    return new ChannelWriter(channel, thread.views(deflated));
  }

  /** Nothing to do: the stream's own channel keeps them as well. */
  @Override
  public void forgetHeads() {}

  /** Nothing to do: the connection is always read, and tells the exchange of a reset. */
  @Override
  public void watch() {}

  @Override
  public void breakOff() {
    connection.sendRstStream(streamId, Http2Channel.ERROR_INTERNAL_ERROR);
  }

  @Override
  public void reset() {
    connection.sendRstStream(streamId, Http2Channel.ERROR_CANCEL);
  }

  /** {@inheritDoc} The other streams need no such thing. */
  @Override
  public boolean isReusableAfterDiscarding() {
    return false;
  }

  /** {@inheritDoc} The response is complete, so the client may stop (RFC 9113, section 8.1). */
  @Override
  public void abandonRequest() {
    connection.sendRstStream(streamId, Http2Channel.ERROR_NO_ERROR);
  }

  /** Nothing to do: the connection says goodbye when its last stream has ended. */
  @Override
  public void makeLast() {}
}
