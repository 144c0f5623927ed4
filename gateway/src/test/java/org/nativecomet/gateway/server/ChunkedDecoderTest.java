package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChunkedDecoderTest {
  private static final String CODED =
      "5\r\nhello\r\n00A;ext=\"1\"\r\n, content!\r\n0;last\r\nA: b\r\nC:\r\n\r\n";
  private static final String DECODED = "hello, content!";

  @Test
  void contentIsTheSameWhereverItIsSplit() throws MalformedContentException {
    for (int split = 0; split <= CODED.length(); split++) {
      ChunkedDecoder decoder = new ChunkedDecoder();
      ByteBuffer output = ByteBuffer.allocate(100);
      decoder.decode(octets(CODED.substring(0, split)), output);
      decoder.decode(octets(CODED.substring(split)), output);
      assertThat(text(output)).isEqualTo(DECODED);
      assertThat(decoder.isDone()).isTrue();
    }
  }

  @Test
  void contentIsTheSameOctetByOctet() throws MalformedContentException {
    ChunkedDecoder decoder = new ChunkedDecoder();
    ByteBuffer output = ByteBuffer.allocate(100);
    for (int i = 0; i < CODED.length(); i++) {
      assertThat(decoder.isDone()).isFalse();
      decoder.decode(octets(CODED.substring(i, i + 1)), output);
    }
    assertThat(text(output)).isEqualTo(DECODED);
    assertThat(decoder.isDone()).isTrue();
  }

  @Test
  void aFullOutputLeavesTheRestInTheInput() throws MalformedContentException {
    ChunkedDecoder decoder = new ChunkedDecoder();
    ByteBuffer input = octets(CODED + "GET /next");
    StringBuilder decoded = new StringBuilder();
    while (!decoder.isDone()) {
      ByteBuffer output = ByteBuffer.allocate(1);
      decoder.decode(input, output);
      decoded.append(text(output));
    }
    assertThat(decoded).hasToString(DECODED);
    assertThat(StandardCharsets.ISO_8859_1.decode(input).toString()).isEqualTo("GET /next");
  }

  @Test
  void extensionsTrailersAndSizesHaveLimits() throws MalformedContentException {
    decode("1;" + "e".repeat(ChunkedDecoder.MAX_EXTENSION) + "\r\na");
    assertMalformed("1;" + "e".repeat(ChunkedDecoder.MAX_EXTENSION + 1));
    decode("0\r\n" + "t".repeat(ChunkedDecoder.MAX_TRAILER) + "\r\n\r\n");
    assertMalformed("0\r\n" + "t".repeat(ChunkedDecoder.MAX_TRAILER + 1));
    decode("0".repeat(ChunkedDecoder.MAX_SIZE_DIGITS - 1) + "1\r\na");
    assertMalformed("0".repeat(ChunkedDecoder.MAX_SIZE_DIGITS) + "1\r\na");
  }

  private static void decode(String coded) throws MalformedContentException {
    new ChunkedDecoder().decode(octets(coded), ByteBuffer.allocate(100));
  }

  private static void assertMalformed(String coded) {
    assertThatThrownBy(() -> decode(coded)).isInstanceOf(MalformedContentException.class);
  }

  private static ByteBuffer octets(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(ByteBuffer output) {
    return StandardCharsets.ISO_8859_1.decode(output.flip()).toString();
  }
}
