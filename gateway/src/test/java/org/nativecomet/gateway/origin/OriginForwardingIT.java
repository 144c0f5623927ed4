package org.nativecomet.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.origin.OriginFixture.request;
import static org.nativecomet.gateway.testing.ScriptedOrigin.ok;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.testing.OriginConnection;
import org.nativecomet.gateway.testing.OriginRequest;
import org.nativecomet.gateway.testing.PipedContent;
import org.nativecomet.gateway.testing.RecordingSink;
import org.nativecomet.gateway.testing.ScriptedOrigin;

class OriginForwardingIT {
  @Test
  void answersWithWhatTheOriginSays() {
    try (ScriptedOrigin origin =
            ScriptedOrigin.answering(ok("hello", "ETag: \"v1\"", "X: 1", "X: 2"));
        OriginFixture gateway = OriginFixture.of(origin)) {
      RecordingSink sink = gateway.get("/a?b=c", "Accept", "text/plain").await();
      assertThat(sink.statusCode()).isEqualTo(200);
      assertThat(sink.text()).isEqualTo("hello");
      assertThat(sink.fields().values("X")).containsExactly("1", "2");
      assertThat(sink.fields().values("Via")).containsExactly(gateway.handler.via().element("1.1"));
      assertThat(sink.fields().has("Content-Length")).isFalse();
      assertThat(sink.response().content().length()).hasValue(5);
      OriginRequest request = origin.awaitRequest();
      assertThat(request.requestLine()).isEqualTo("GET /a?b=c HTTP/1.1");
      assertThat(request.fieldLines())
          .containsExactly(
              "Host: api.example",
              "Accept: text/plain",
              "Forwarded: for=192.0.2.1;proto=http;host=api.example",
              "X-Forwarded-For: 192.0.2.1",
              "X-Forwarded-Proto: http",
              "X-Forwarded-Host: api.example",
              "Via: " + gateway.handler.via().element("1.1"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//a",
        "/%2F",
        "/a/../b",
        "/?",
        "/a;x",
        "/a|b",
        "/%E2%82%AC",
        "/a//b/./",
        "/a?b?c=%20&&",
        "/\u00e4\u0080"
      })
  void leavesTheTargetAsItIs(String target) {
    try (ScriptedOrigin origin = ScriptedOrigin.answering(ok(""));
        OriginFixture gateway = OriginFixture.of(origin)) {
      gateway.get(target).await();
      assertThat(origin.awaitRequest().target()).isEqualTo(target);
    }
  }

  @Test
  void leavesTheOctetsOfFieldsAsTheyAre() {
    String octets = "\u00e2\u0082\u00ac \u0080\u009f\u00ff \"x\"";
    try (ScriptedOrigin origin = ScriptedOrigin.answering(ok("", "Y: " + octets));
        OriginFixture gateway = OriginFixture.of(origin)) {
      RecordingSink sink = gateway.get("/", "X", octets).await();
      assertThat(origin.awaitRequest().value("X")).isEqualTo(octets);
      assertThat(sink.fields().first("Y")).contains(octets);
    }
  }

  @Test
  void sendsContentOfKnownLengthWithItsLength() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      RecordingSink sink =
          gateway.send(request("PUT", "/", Content.of(new byte[] {'a', 'b', 'c'})));
      OriginConnection connection = origin.accept();
      assertThat(connection.readRequest()).isEqualTo("abc");
      assertThat(origin.awaitRequest().value("Content-Length")).isEqualTo("3");
      connection.send(ok("done"));
      assertThat(sink.await().text()).isEqualTo("done");
    }
  }

  @Test
  void sendsEachChunkAsItComesWhileTheAnswerStreamsBack() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        OriginFixture gateway = OriginFixture.of(origin)) {
      PipedContent content = PipedContent.chunked();
      RecordingSink sink = gateway.send(request("POST", "/", content));
      OriginConnection connection = origin.accept();
      connection.readHead();
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (String piece : new String[] {"one", "two", "three"}) {
        content.push(piece);
        assertThat(connection.readChunk()).isEqualTo(piece);
        connection.sendChunk(piece + ";");
      }
      content.complete();
      assertThat(connection.readChunk()).isEmpty();
      connection.sendChunk("");
      assertThat(sink.await().text()).isEqualTo("one;two;three;");
    }
  }

  @Test
  void reusesTheConnection() {
    try (ScriptedOrigin origin = ScriptedOrigin.answering(ok("x"));
        OriginFixture gateway = OriginFixture.of(origin)) {
      for (int i = 0; i < 5; i++) {
        assertThat(gateway.get("/").await().text()).isEqualTo("x");
        gateway.awaitNothingLeased();
      }
      assertThat(origin.connections()).isEqualTo(1);
      assertThat(gateway.handler.available()).isEqualTo(1);
    }
  }
}
