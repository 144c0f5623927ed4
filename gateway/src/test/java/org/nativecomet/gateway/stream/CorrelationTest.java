package org.nativecomet.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.TargetUri;

/** How an answer names its request, whatever the origin says. */
final class CorrelationTest {
  private static final TargetUri TARGET = new TargetUri("http", "g.example", "/a?b");

  @Test
  void everyAnswerIsNamedAfterItsTarget() {
    assertThat(Correlation.named(TARGET, Fields.of("ETag", "\"1\"")))
        .isEqualTo(Fields.of("ETag", "\"1\"", "Content-Location", "/a?b"));
  }

  @Test
  void originsOwnContentLocationMovesWhereItDiffers() {
    assertThat(Correlation.named(TARGET, Fields.of("Content-Location", "/a.de")))
        .isEqualTo(Fields.of("Content-Location", "/a?b", "Origin-Content-Location", "/a.de"));
    assertThat(Correlation.named(TARGET, Fields.of("Content-Location", "/a?b")))
        .isEqualTo(Fields.of("Content-Location", "/a?b"));
    assertThat(Correlation.named(TARGET, Fields.of("Content-Location", "http://g.example/a?b")))
        .isEqualTo(Fields.of("Content-Location", "/a?b"));
  }

  @Test
  void originCannotSpeakForTheGatewayOrItsConnections() {
    Fields origin =
        Fields.of(
            "Exchange-Id", "b",
            "Subscribed", "none",
            "Cancel-Exchange", "x",
            "Set-Cookie", "s=1; HttpOnly",
            "Set-Cookie", "t=2",
            "Origin-Content-Location", "/forged",
            "Connection", "close, x-hop",
            "X-Hop", "1",
            "Transfer-Encoding", "chunked",
            "X-A", "1");
    assertThat(Correlation.named(TARGET, origin))
        .isEqualTo(Fields.of("X-A", "1", "Content-Location", "/a?b"));
  }

  @Test
  void identifierIsEchoedWhereThereIsOne() {
    Fields fields = Fields.of("X-A", "1");
    assertThat(new Correlation("/a", Optional.of("7")).identify(fields))
        .isEqualTo(Fields.of("X-A", "1", "Exchange-Id", "7"));
    assertThat(new Correlation("/a", Optional.empty()).identify(fields)).isEqualTo(fields);
  }
}
