package org.nativecomet.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.message.RequestParser.Folding;

/** Random streams, whole and damaged. A failure names the seed, which repeats it. */
final class RequestParserFuzzTest {
  private static final int ROUNDS = 20_000;
  private static final String[] SPICE = {
    "\r",
    "\n",
    "\r\n",
    " ",
    "\t",
    ":",
    ";",
    "\"",
    "\\",
    "\0",
    "0",
    "f",
    "-",
    "+",
    "\u00ff",
    ",",
    "GET /evil HTTP/1.1\r\n\r\n",
    "Content-Length: 3\r\n",
    "Transfer-Encoding: chunked\r\n",
    "0\r\n\r\n",
    "HTTP/1.1",
    "HTTP/1.0",
    "chunked"
  };

  private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void wellFormedStreamsAreReadBackWhateverTheCuts() {
    for (int round = 0; round < ROUNDS / 10; round++) {
      List<String> sent = new ArrayList<>();
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(4); i >= 0; i--) {
        append(text, sent);
      }
      assertThat(read(text.toString())).as(repeatBy(text)).isEqualTo(sent);
    }
  }

  @Test
  void damagedStreamsAreReadAsASecondStrictReaderReadsThem() {
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(3); i >= 0; i--) {
        append(text, new ArrayList<>());
      }
      for (int i = random.nextInt(3); i >= 0; i--) {
        damage(text);
      }
      assertThat(read(text.toString()))
          .as(repeatBy(text))
          .isEqualTo(StrictReading.of(text.toString()));
    }
  }

  @Test
  void noiseIsNeverARequestNorAnError() {
    for (int round = 0; round < ROUNDS / 10; round++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      String text = new String(noise, StandardCharsets.ISO_8859_1);
      assertThat(read(text)).as(repeatBy(text)).isEqualTo(StrictReading.of(text));
    }
  }

  /** What the parser tells, fed in random pieces. */
  private List<String> read(String text) {
    List<String> requests = new ArrayList<>();
    RequestParser parser =
        new RequestParser(
            ParserEvents.LIMITS,
            Folding.REFUSE,
            new RequestParser.Listener() {
              @Override
              public void request(EnclosedRequest request) {
                String content = new String(request.content(), StandardCharsets.ISO_8859_1);
                requests.add(request.method() + " " + request.target() + " " + content);
              }

              @Override
              public void refused(EnclosedRequest head, MessageViolation violation) {
                requests.add("refused " + violation);
              }

              @Override
              public void broken(MessageViolation violation) {
                assertThat(violation.isFatal()).isTrue();
              }
            });
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    int position = 0;
    while (position < octets.length) {
      int length = Math.min(1 + random.nextInt(40), octets.length - position);
      ByteBuffer piece = ByteBuffer.wrap(octets, position, length);
      while (parser.read(piece)) {
        // Read on.
      }
      position += length;
    }
    parser.end();
    return requests;
  }

  private void append(StringBuilder text, List<String> sent) {
    String method = pick("GET", "PUT", "M-SEARCH", "x");
    String target = pick("/", "/a?b=c", "*", "http://g.example/%2F");
    String content = pick("", "x", "hello", "\r\n\r\n", "GET /evil HTTP/1.1\r\n\r\n");
    text.append(pick("", "", "\r\n", "\r\n\r\n"));
    text.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    text.append(pick("", "Host: g.example\r\n", "X-A:\t \r\nx-b: \u00e9 y\r\n"));
    if (random.nextBoolean()) {
      text.append(pick("Content-Length: ", "content-length:")).append(content.length());
      text.append("\r\n\r\n").append(content);
    } else {
      text.append(pick("Transfer-Encoding: chunked\r\n\r\n", "TRANSFER-ENCODING:chunked\r\n\r\n"));
      String more = pick("", "0", "0\r\n\r\n");
      chunk(text, content);
      chunk(text, more);
      content += more;
      text.append(pick("0", "000", "0;x")).append("\r\n").append(pick("", "X-T: 1\r\n"));
      text.append("\r\n");
    }
    sent.add(method + " " + target + " " + content);
  }

  private void chunk(StringBuilder text, String octets) {
    if (!octets.isEmpty()) {
      text.append(Integer.toHexString(octets.length()));
      text.append(pick("", ";a", " ; b = \"c\\\"\"")).append("\r\n");
      text.append(octets).append("\r\n");
    }
  }

  private void damage(StringBuilder text) {
    int at = random.nextInt(text.length() + 1);
    switch (random.nextInt(4)) {
      case 0 -> text.insert(at, SPICE[random.nextInt(SPICE.length)]);
      case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
      case 2 -> text.setLength(at);
      default -> text.replace(at, Math.min(text.length(), at + 1), pick(SPICE));
    }
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }

  private String repeatBy(CharSequence text) {
    return "-Dfuzz.seed=" + seed + ": " + text;
  }
}
