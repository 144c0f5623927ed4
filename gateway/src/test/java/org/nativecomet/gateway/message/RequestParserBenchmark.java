package org.nativecomet.gateway.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestParser;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.nativecomet.gateway.message.RequestParser.Folding;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs to read one enclosed request, on average over a stream of what browsers send; and
 * what the parser that HttpComponents has for the same costs, which is laxer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("StringConcatToTextBlock") // CRLF is what this is about, so it must be seen.
public class RequestParserBenchmark {
  private static final int REQUESTS = 100;
  private static final MessageLimits LIMITS =
      new MessageLimits(32 * 1024, 100, 8 * 1024, 1 << 20, 4096);

  private static final String FIELDS =
      "Host: api.example\r\n"
          + "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n"
          + "Accept: application/json, text/plain;q=0.5\r\n"
          + "Accept-Language: en-GB,en;q=0.7,de;q=0.3\r\n";
  private static final String JSON = "{\"symbol\":\"ACME\",\"price\":127.91,\"volume\":41200}";

  private final byte[] stream = stream().getBytes(ISO_8859_1);

  private static String stream() {
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < REQUESTS; i++) {
      stream.append(
          switch (i % 10) {
            case 8 ->
                ("PUT /quotes/" + i + " HTTP/1.1\r\n" + FIELDS)
                    + ("Content-Type: application/json\r\nContent-Length: " + JSON.length())
                    + ("\r\n\r\n" + JSON);
            case 9 ->
                ("POST /quotes HTTP/1.1\r\n" + FIELDS)
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + (Integer.toHexString(JSON.length()) + "\r\n" + JSON + "\r\n0\r\n\r\n");
            default ->
                ("GET /quotes/" + i + "?currency=EUR HTTP/1.1\r\n" + FIELDS)
                    + ("If-None-Match: \"9ba41c66dfe11f4b\"\r\nExchange-Id: " + i + "\r\n\r\n");
          });
    }
    return stream.toString();
  }

  /** The stream in one buffer. */
  @Benchmark
  @OperationsPerInvocation(REQUESTS)
  public void whole(Blackhole read) {
    parse(stream.length, read);
  }

  /** In pieces as a network would bring them. */
  @Benchmark
  @OperationsPerInvocation(REQUESTS)
  public void inSegments(Blackhole read) {
    parse(1460, read);
  }

  /** The worst that a client can do. */
  @Benchmark
  @OperationsPerInvocation(REQUESTS)
  public void inSingleOctets(Blackhole read) {
    parse(1, read);
  }

  private void parse(int cut, Blackhole read) {
    RequestParser parser = new RequestParser(LIMITS, Folding.UNFOLD, new Reading(read));
    for (int from = 0; from < stream.length; from += cut) {
      ByteBuffer piece = ByteBuffer.wrap(stream, from, Math.min(cut, stream.length - from));
      while (parser.read(piece)) {
        // One request a turn.
      }
    }
    parser.end();
  }

  /** The blocking parser of HttpComponents, the stream whole. */
  @Benchmark
  @OperationsPerInvocation(REQUESTS)
  public void httpComponentsWhole(Blackhole read) throws IOException, HttpException {
    SessionInputBufferImpl buffer = new SessionInputBufferImpl(8192);
    DefaultHttpRequestParser parser = new DefaultHttpRequestParser();
    InputStream in = new ByteArrayInputStream(stream);
    for (int i = 0; i < REQUESTS; i++) {
      ClassicHttpRequest request = parser.parse(buffer, in);
      read.consume(request);
      if (request.containsHeader("Content-Length")) {
        long length = Long.parseLong(request.getFirstHeader("Content-Length").getValue());
        read.consume(new ContentLengthInputStream(buffer, in, length).readAllBytes());
      } else if (request.containsHeader("Transfer-Encoding")) {
        read.consume(new ChunkedInputStream(buffer, in).readAllBytes());
      }
    }
  }

  /** Keeps what was read from being optimised away; a broken stream would be no measurement. */
  private record Reading(Blackhole read) implements RequestParser.Listener {
    @Override
    public void request(EnclosedRequest request) {
      read.consume(request);
    }

    @Override
    public void refused(EnclosedRequest head, MessageViolation violation) {
      throw new AssertionError(violation);
    }

    @Override
    public void broken(MessageViolation violation) {
      throw new AssertionError(violation);
    }
  }
}
