package org.nativecomet.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.testing.RawClient;

/** Content beyond the 2 MB that Undertow allows in one request if nobody says otherwise. */
class LargeContentIT {
  private static final int FIVE_MEGABYTES = 5_000_000;

  private final RestOrigin origin = new RestOrigin();
  private final RunningGateway gateway = RunningGateway.before(origin.uri());

  @AfterEach
  void nothingIsLeftOpen() {
    gateway.close();
    origin.close();
  }

  @Test
  void largeContentPassesBothWays() {
    String content = "x".repeat(FIVE_MEGABYTES);

    assertThat(gateway.send("PUT", "/large", content).statusCode()).isEqualTo(204);

    assertThat(origin.content("/large")).hasSize(FIVE_MEGABYTES);
    assertThat(gateway.send("GET", "/large", "").body()).hasSize(FIVE_MEGABYTES);
  }

  @Test
  void aStreamOfManyRequestsHasNoEnd() {
    int requests = 60;
    String content = "x".repeat(100_000);
    try (RawClient client = gateway.connect()) {
      client.send(
          "POST /comet HTTP/1.1\r\nHost: "
              + gateway.authority()
              + "\r\nContent-Type: message/http\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.readHead();
      EnclosedResponses answers = EnclosedResponses.of(client);
      for (int i = 0; i < requests; i++) {
        client.sendChunk(
            "PUT /r"
                + i
                + " HTTP/1.1\r\nHost: "
                + gateway.authority()
                + "\r\nContent-Length: "
                + content.length()
                + "\r\n\r\n"
                + content);
        assertThat(answers.next().field("Content-Location")).isEqualTo("/r" + i);
      }
      client.sendChunk("");
      assertThat(answers.isAtEnd()).isTrue();
    }
    assertThat(origin.requests()).hasSize(requests);
  }
}
