package org.nativecomet.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.testing.Eventually.eventually;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.exchange.InterimResponse;
import org.nativecomet.gateway.testing.OriginConnection;
import org.nativecomet.gateway.testing.RecordingSink;
import org.nativecomet.gateway.testing.ScriptedOrigin;

/** What origins say before they answer (RFC 9110, section 15.2). */
class InterimResponsesIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void interimResponsesComeBeforeTheFinalOneInOrder() {
    try (ScriptedOrigin origin =
            ScriptedOrigin.answering(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                    + "HTTP/1.1 199 \r\nX-Odd: \u00e9\r\n\r\n"
                    + ScriptedOrigin.ok("final"));
        OriginFixture gateway = OriginFixture.of(origin)) {
      for (int i = 0; i < 2; i++) {
        RecordingSink sink = gateway.get("/").await();
        assertThat(sink.interim())
            .extracting(InterimResponse::statusCode)
            .containsExactly(100, 103, 199);
        assertThat(sink.interim().get(1).fields().first("Link")).hasValue("</a>");
        assertThat(sink.interim().get(2).fields().first("X-Odd")).hasValue("\u00e9");
        assertThat(sink.text()).isEqualTo("final");
        assertThat(sink.fields().has("Link")).isFalse();
        eventually("the connection is idle", () -> gateway.handler.available() == 1);
      }
      assertThat(origin.connections()).isOne();
    }
  }

  @Test
  void anInterimResponsePassesAtOnceAndWithoutTheFieldsOfItsConnection() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      RecordingSink sink = gateway.get("/");
      OriginConnection connection = origin.accept();
      connection.readHead();
      connection.send(
          String.join(
              "\r\n",
              "HTTP/1.1 103 Early Hints",
              "Connection: X-Hop",
              "X-Hop: 1",
              "Content-Length: 5",
              "Keep-Alive: timeout=9",
              "Link: </a>",
              "",
              ""));
      eventually("it has passed", () -> !sink.interim().isEmpty());
      assertThat(sink.isAnswered()).isFalse();
      assertThat(sink.interim().get(0).fields())
          .extracting(line -> line.name())
          .containsExactly("Link", "Via");
      connection.send(ScriptedOrigin.ok("final"));
      assertThat(sink.await().text()).isEqualTo("final");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 102 \r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"
      })
  void anOriginThatSaysInterimResponsesForEverIsGivenUp(String response) {
    try (ScriptedOrigin origin =
            ScriptedOrigin.start(
                connection -> {
                  connection.readHead();
                  while (true) {
                    connection.send(response);
                  }
                });
        OriginFixture gateway =
            OriginFixture.with(origin, new OriginOptions(LONG, LONG, LONG, LONG, 4, 4000, true))) {
      RecordingSink sink = gateway.get("/").await();
      assertThat(sink.statusCode()).isEqualTo(502);
      assertThat(sink.fields().first("Proxy-Status"))
          .hasValue("native-comet; error=http_response_header_section_size");
      assertThat(sink.interim().size() * response.length()).isBetween(3800, 4000);
    }
  }

  @Test
  void eachExchangeOfAConnectionMaySayAsMuch() {
    String hints = "HTTP/1.1 103 Early Hints\r\nX: " + "x".repeat(1000) + "\r\n\r\n";
    try (ScriptedOrigin origin = ScriptedOrigin.answering(hints + ScriptedOrigin.ok("final"));
        OriginFixture gateway =
            OriginFixture.with(origin, new OriginOptions(LONG, LONG, LONG, LONG, 4, 1500, true))) {
      for (int i = 0; i < 5; i++) {
        RecordingSink sink = gateway.get("/").await();
        assertThat(sink.interim()).hasSize(1);
        assertThat(sink.text()).isEqualTo("final");
        gateway.awaitNothingLeased();
      }
      assertThat(origin.connections()).isOne();
    }
  }

  @Test
  void interimResponsesDoNotPutOffTheResponseTimeout() {
    try (ScriptedOrigin origin =
            ScriptedOrigin.start(
                connection -> {
                  connection.readHead();
                  connection.send("HTTP/1.1 102 Processing\r\n\r\n");
                  connection.awaitEnd();
                });
        OriginFixture gateway =
            OriginFixture.with(origin, OriginFixture.impatient(LONG, SHORT, LONG))) {
      RecordingSink sink = gateway.get("/").await();
      assertThat(sink.interim()).hasSize(1);
      assertThat(sink.statusCode()).isEqualTo(504);
    }
  }

  @Test
  void aMalformedInterimResponseIsTheOriginsFault() {
    try (ScriptedOrigin origin = ScriptedOrigin.answering("HTTP/1.1 103 x\r\nBad name: 1\r\n\r\n");
        OriginFixture gateway = OriginFixture.of(origin)) {
      RecordingSink sink = gateway.get("/").await();
      assertThat(sink.interim()).isEmpty();
      assertThat(sink.statusCode()).isEqualTo(502);
    }
  }
}
