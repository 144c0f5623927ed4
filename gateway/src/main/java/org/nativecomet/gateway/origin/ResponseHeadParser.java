package org.nativecomet.gateway.origin;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.nio.NHttpMessageParser;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The parser of HttpComponents with what it lacks on a connection that many exchanges share:
 *
 * <ul>
 *   <li>the end of the connection does not complete a head;
 *   <li>octets that come when no request waits for an answer are an error, instead of the beginning
 *       of the answer to the next request;
 *   <li>a head as a whole has a limit, not only each line of it; the heads of interim responses
 *       count with the final one, so that an origin cannot send them for ever.
 * </ul>
 *
 * <p>Threading: parsing and {@link #expectResponse} on the thread of the connection; the rest from
 * any thread.
 */
final class ResponseHeadParser implements NHttpMessageParser<HttpResponse> {
  private final NHttpMessageParser<HttpResponse> parser;
  private final int maxHead;
  private volatile Consumer<HttpResponse> onContinue = response -> {};
  private int headOctets;
  private boolean inHead;
  private volatile boolean expecting;
  private volatile boolean received;

  ResponseHeadParser(Http1Config config, int maxHead) {
    this.parser = new DefaultHttpResponseParserFactory(config).create();
    this.maxHead = maxHead;
  }

  /**
   * A request is about to be sent.
   *
   * @param onContinue told of each 100, which HttpComponents keeps to itself
   */
  void expectResponse(Consumer<HttpResponse> onContinue) {
    this.onContinue = onContinue;
    received = false;
    headOctets = 0;
    expecting = true;
  }

  /** The response and its request have ended. */
  void expectNothing() {
    onContinue = response -> {};
    expecting = false;
  }

  /** A 100 has come and been found correct. */
  void continued(HttpResponse response) {
    onContinue.accept(response);
  }

  /** Whether an octet has come since {@link #expectResponse}. */
  boolean hasReceived() {
    return received;
  }

  /** {@inheritDoc} Called between an interim response and what follows it, too. */
  @Override
  public void reset() {
    parser.reset();
    inHead = false;
  }

  @Override
  public @Nullable HttpResponse parse(SessionInputBuffer buffer, boolean endOfStream)
      throws IOException, HttpException {
    if (buffer.hasData()) {
      if (!expecting) {
        throw new ProtocolException("Octets that answer no request");
      }
      received = true;
      inHead = true;
    }
    int before = buffer.length();
    HttpResponse head = parser.parse(buffer, false);
    headOctets += before - buffer.length();
    if (headOctets + (head == null ? buffer.length() : 0) > maxHead) {
      throw new MessageConstraintException("Response head too large");
    }
    if (head == null && endOfStream && inHead) {
      throw new ConnectionClosedException("Closed in the middle of a response head");
    }
    return head;
  }
}
