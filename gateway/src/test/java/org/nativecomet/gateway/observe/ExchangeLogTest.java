package org.nativecomet.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Request;

class ExchangeLogTest {
  private static final Duration THREE_MILLIS = Duration.ofMillis(3);

  private static void end(Request request) {
    new ExchangeLog().exchangeEnded(request, 200, 12, THREE_MILLIS, "native-comet; hit");
  }

  @Test
  void anExchangeIsOneLine() {
    try (CapturedLog log = new CapturedLog(ExchangeLog.class)) {
      end(Requests.of("GET", "/quotes/ACME"));
      assertThat(log.lines())
          .containsExactly(
              "INFO ExchangeLog exchange client=192.0.2.1 protocol=1.1 enclosed=false method=GET"
                  + " authority=api.example target=/quotes/ACME status=200 octets=12 millis=3"
                  + " cache=\"native-comet; hit\"");
    }
  }

  @Test
  void credentialsAndQueryValuesAreNeverWritten() {
    try (CapturedLog log = new CapturedLog(ExchangeLog.class)) {
      end(Requests.of("GET", "/a?token=secret&secret&x=secret=secret"));
      assertThat(log.lines()).singleElement().asString().doesNotContain("secret");
      assertThat(log.json()).singleElement().asString().doesNotContain("secret");
      assertThat(log.lines()).singleElement().asString().contains("target=\"/a?token=*&*&x=*\"");
    }
  }

  @Test
  void nobodyForgesALine() {
    try (CapturedLog log = new CapturedLog(ExchangeLog.class)) {
      end(Requests.of("GET", "/a\r\n2026 INFO forged\u001b[31m status=200\"\\ü"));
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("target=\"/a%0D%0A2026%20INFO%20forged%1B[31m%20status=200%22%5C%FC\"");
    }
  }

  @Test
  void inJsonEachPairIsAMember() throws Exception {
    try (CapturedLog log = new CapturedLog(ExchangeLog.class)) {
      end(Requests.of("GET", "/a\n\"b"));
      String line = log.json().get(0);
      assertThat(line.strip()).doesNotContain("\n");
      JsonNode json = new ObjectMapper().readTree(line);
      assertThat(json.get("message").asText()).isEqualTo("exchange");
      assertThat(json.get("status").asInt()).isEqualTo(200);
      assertThat(json.get("target").asText()).isEqualTo("/a%0A%22b");
      assertThat(json.get("@timestamp").asText()).endsWith("Z");
    }
  }
}
