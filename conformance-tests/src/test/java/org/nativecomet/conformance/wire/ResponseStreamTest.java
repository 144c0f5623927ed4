package org.nativecomet.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseStreamTest {
  private static final String TWO =
      "\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi\r\n\r\nHTTP/1.1 304 Not Modified\r\n\r\n";

  @Test
  void readsResponsesAndCountsHeartbeats() {
    ResponseStream stream = new ResponseStream(octets(TWO));

    assertThat(stream.next(soon()).orElseThrow().content()).isEqualTo("hi");
    assertThat(stream.next(soon()).orElseThrow().status()).isEqualTo(304);
    assertThat(stream.next(soon())).isEmpty();
    assertThat(stream.heartbeats()).hasSize(3);
  }

  @Test
  void readsThemOutOfGzip() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(TWO.getBytes(StandardCharsets.US_ASCII));
    }
    String octets = zipped.toString(StandardCharsets.ISO_8859_1);
    ResponseStream stream =
        new ResponseStream(Content.decoded(Fields.of("Content-Encoding: gzip"), octets(octets)));
    stream.next(soon());
    stream.next(soon());
    assertThat(stream.next(soon())).isEmpty();

    ResponseStream cut =
        new ResponseStream(
            Content.decoded(
                Fields.of("Content-Encoding: gzip"),
                octets(octets.substring(0, octets.length() - 8))));
    cut.next(soon());
    cut.next(soon());
    assertThatExceptionOfType(WireException.Broken.class).isThrownBy(() -> cut.next(soon()));
  }

  @Test
  void readsThemOutOfChunks() {
    String chunks =
        "3\r\n\r\nH\r\n"
            + Integer.toHexString(TWO.length() - 3)
            + "\r\n"
            + TWO.substring(3)
            + "\r\n0\r\n\r\n";
    ResponseStream stream =
        new ResponseStream(Content.framed(Fields.of("Transfer-Encoding: chunked"), octets(chunks)));

    assertThat(stream.next(soon()).orElseThrow().content()).isEqualTo("hi");
    assertThat(stream.next(soon()).orElseThrow().status()).isEqualTo(304);
    assertThat(stream.next(soon())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX : 1\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\n",
        "octets of content\r\n\r\n"
      })
  void refusesWhatIsNotFramed(String octets) {
    assertThatExceptionOfType(WireException.Malformed.class)
        .isThrownBy(() -> new ResponseStream(octets(octets)).next(soon()));
  }

  @Test
  void aResponseThatIsCutIsBroken() {
    assertThatExceptionOfType(WireException.Broken.class)
        .isThrownBy(
            () ->
                new ResponseStream(octets("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi"))
                    .next(soon()));
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(1));
  }

  private static Incoming octets(String octets) {
    int[] position = {0};
    return deadline -> position[0] < octets.length() ? octets.charAt(position[0]++) : Incoming.END;
  }
}
