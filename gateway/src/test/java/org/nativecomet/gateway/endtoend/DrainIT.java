package org.nativecomet.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.testing.RawClient;
import org.nativecomet.gateway.testing.ScriptedOrigin;

class DrainIT {
  private static final Duration GRACE = Duration.ofSeconds(2);

  @Test
  void whatASilentOriginOwesIsAnsweredBeforeTheGraceEnds() throws IOException {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        RunningGateway gateway = RunningGateway.before(origin.uri());
        RawClient plain = gateway.connect();
        RawClient stream = gateway.connect()) {
      plain.send("GET /never HTTP/1.1\r\nHost: " + gateway.authority() + "\r\n\r\n");
      stream.send(
          "POST /comet HTTP/1.1\r\nHost: "
              + gateway.authority()
              + "\r\nContent-Type: message/http\r\nTransfer-Encoding: chunked\r\n\r\n");
      stream.readHead();
      stream.sendChunk("GET /ever HTTP/1.1\r\nHost: " + gateway.authority() + "\r\n\r\n");
      origin.accept().readHead();
      origin.accept().readHead();

      Thread drain = new Thread(() -> gateway.gateway().drain(GRACE), "drain");
      drain.start();

      EnclosedResponses answers = EnclosedResponses.of(stream);
      assertThat(answers.next().statusCode()).isEqualTo(503);
      assertThat(answers.isAtEnd()).isTrue();
      assertThat(plain.readMessage().statusCode()).isEqualTo(503);
    }
  }
}
