package org.nativecomet.gateway.origin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.impl.BasicEntityDetails;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.InterimResponse;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;

/**
 * One attempt to exchange a request for its response, on one connection. It translates what
 * HttpComponents says; what follows from it is decided in {@link OriginFetch}.
 *
 * <p>Threading: every method is called on the thread of the connection, except that {@link #failed}
 * and {@link #releaseResources} come from any thread where the connection was closed before.
 */
final class OriginExchange implements AsyncClientExchangeHandler {
  private final OriginFetch fetch;
  private final OriginLease lease;
  private final ForwardedRequest request;
  private final RequestUpload upload;
  private volatile boolean begun;
  private volatile boolean responseEnded;
  private volatile @Nullable ResponseContent content;
  private Fields received = Fields.empty();

  OriginExchange(
      OriginFetch fetch, OriginLease lease, ForwardedRequest request, RequestUpload upload) {
    this.fetch = fetch;
    this.lease = lease;
    this.request = request;
    this.upload = upload;
  }

  /** Whether the origin cannot have seen any of the request. */
  boolean isUnsent() {
    return !begun;
  }

  /** Whether a connection that was idle has ended without a single octet in answer. */
  boolean foundStaleConnection() {
    return lease.isReused() && (isUnsent() || !lease.connection().hasReceived());
  }

  @Override
  public void produceRequest(RequestChannel channel, HttpContext context)
      throws HttpException, IOException {
    begun = true;
    lease.connection().beginExchange(this::inform);
    fetch.begun();
    BasicHttpRequest head =
        new BasicHttpRequest(request.method().name(), (HttpHost) null, request.target());
    for (Fields.Line line : request.fields()) {
      head.addHeader(line.name(), line.value());
    }
    BasicEntityDetails entity =
        request.hasContent() ? new BasicEntityDetails(request.length().orElse(-1), null) : null;
    channel.sendRequest(head, entity, context);
  }

  @Override
  public int available() {
    return upload.available();
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    upload.produce(channel);
  }

  @Override
  public void consumeInformation(HttpResponse response, HttpContext context) throws HttpException {
    if (response.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
      throw new UpgradeRefusedException();
    }
    inform(response);
  }

  private void inform(HttpResponse response) {
    Fields fields =
        ReceivedFields.forwarded(
            ReceivedFields.of(response), protocol(response), fetch.via(), false);
    fetch.informed(new InterimResponse(response.getCode(), fields));
  }

  @Override
  public void consumeResponse(
      HttpResponse response, @Nullable EntityDetails entity, HttpContext context) {
    received = ReceivedFields.of(response);
    int statusCode = response.getCode();
    if (!upload.hasEnded() && statusCode >= HttpStatus.SC_REDIRECTION) {
      upload.cancel();
    }
    boolean describesContent = entity == null && statusCode != HttpStatus.SC_NO_CONTENT;
    Fields fields =
        ReceivedFields.forwarded(received, protocol(response), fetch.via(), describesContent);
    fetch.answered(new Response(statusCode, fields, contentOf(entity)));
  }

  private static String protocol(HttpResponse response) {
    ProtocolVersion version = response.getVersion();
    return version.getMajor() + "." + version.getMinor();
  }

  private Content contentOf(@Nullable EntityDetails entity) {
    if (entity == null) {
      responseEnded = true;
      return Content.empty();
    }
    long length = entity.getContentLength();
    ResponseContent begun =
        new ResponseContent(length < 0 ? OptionalLong.empty() : OptionalLong.of(length), fetch);
    content = begun;
    return begun;
  }

  @Override
  public void updateCapacity(CapacityChannel channel) {
    ResponseContent current = content;
    if (current != null) {
      current.waitForRoom(channel);
    }
  }

  @Override
  public void consume(ByteBuffer source) {
    ResponseContent current = content;
    if (current != null) {
      ByteBuffer copy = ByteBuffer.allocate(source.remaining());
      current.offer(copy.put(source).flip());
      fetch.received();
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    responseEnded = true;
    ResponseContent current = content;
    if (current != null) {
      current.complete();
    }
  }

  @Override
  public void failed(Exception cause) {
    fetch.failed(this, cause);
  }

  @Override
  public void cancel() {
    failed(new IOException("Not executed"));
  }

  @Override
  public void releaseResources() {
    if (begun) {
      lease.connection().endExchange();
    }
    if (responseEnded && upload.hasEnded()) {
      lease.release(fetch.keepAlive(received));
    } else {
      lease.discard();
    }
    fetch.ended(this);
  }

  boolean hasResponseEnded() {
    return responseEnded;
  }

  /** Whether the client waits for the origin's next octet. */
  boolean isAwaited() {
    ResponseContent current = content;
    return current != null && current.isAwaited();
  }

  /** Breaks the exchange off: the origin must not take what it has seen for whole. */
  void abort(Throwable cause) {
    lease.discard();
    ResponseContent current = content;
    if (current != null) {
      current.fail(cause);
    }
  }
}
