package org.nativecomet.gateway.origin;

import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexer;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.nio.ContentDecoder;
import org.apache.hc.core5.http.nio.ContentEncoder;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.http.nio.SessionOutputBuffer;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.nativecomet.gateway.http.Fields;

/**
 * HTTP/1.1 of HttpComponents on one connection, made fit for a gateway: nothing is added to a
 * request, octets beyond ASCII stay what they are, and a response head is checked before it is
 * believed.
 *
 * <p>This is the layer below the clients of HttpComponents. Those encode fields as ASCII and add a
 * User-Agent, neither of which can be turned off where connections are leased one by one.
 */
final class OriginProtocol extends ClientHttp1StreamDuplexer {
  /** Fields are octets to a gateway; ISO 8859-1 maps each to one character and back. */
  private static final CharCodingConfig OCTETS =
      CharCodingConfig.custom().setCharset(StandardCharsets.ISO_8859_1).build();

  private final ResponseHeadParser parser;
  private final int maxHead;

  OriginProtocol(
      ProtocolIOSession session, Http1Config config, ResponseHeadParser parser, int maxHead) {
    super(
        session,
        HttpProcessorBuilder.create().build(),
        config,
        OCTETS,
        DefaultConnectionReuseStrategy.INSTANCE,
        parser,
        new DefaultHttpRequestWriterFactory(config).create(),
        DefaultContentLengthStrategy.INSTANCE,
        DefaultContentLengthStrategy.INSTANCE,
        null);
    this.parser = parser;
    this.maxHead = maxHead;
  }

  @Override
  protected boolean handleIncomingMessage(HttpResponse response) throws HttpException {
    Fields fields = ReceivedFields.of(response);
    ProtocolVersion version = response.getVersion();
    Optional<ResponseHeadCheck.Fault> fault =
        ResponseHeadCheck.check(version.getMajor(), version.getMinor(), response.getCode(), fields);
    if (fault.isPresent()) {
      throw new ProtocolException(fault.get().name());
    }
    if (response.getCode() == HttpStatus.SC_CONTINUE) {
      parser.continued(response);
    }
    ResponseHeadCheck.length(fields).ifPresent(length -> setLength(response, length));
    return super.handleIncomingMessage(response);
  }

  /** Repeating the same length is allowed, but HttpComponents does not understand it. */
  private static void setLength(HttpResponse response, String length) {
    response.removeHeaders(HttpHeaders.CONTENT_LENGTH);
    response.addHeader(HttpHeaders.CONTENT_LENGTH, length);
  }

  @Override
  protected ContentDecoder createContentDecoder(
      long length,
      ReadableByteChannel channel,
      SessionInputBuffer buffer,
      BasicHttpTransportMetrics metrics)
      throws HttpException {
    return length == ContentLengthStrategy.CHUNKED
        ? new StrictChunkDecoder(channel, buffer, maxHead)
        : super.createContentDecoder(length, channel, buffer, metrics);
  }

  @Override
  protected ContentEncoder createContentEncoder(
      long length,
      WritableByteChannel channel,
      SessionOutputBuffer buffer,
      BasicHttpTransportMetrics metrics)
      throws HttpException {
    return new RequestEncoder(super.createContentEncoder(length, channel, buffer, metrics));
  }
}
