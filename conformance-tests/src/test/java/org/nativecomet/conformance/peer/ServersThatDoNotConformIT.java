package org.nativecomet.conformance.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nativecomet.conformance.Main;

/** Servers that know nothing of the protocol are told so, in words, and in time. */
class ServersThatDoNotConformIT {
  /** Ten times what it takes on a quiet machine. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @TempDir private Path folder = Path.of("");

  @Test
  void aReverseProxyDoesNotConform() throws Exception {
    int origin = freePort();
    try (Nginx nginx = Nginx.start(folder, freePort(), origin)) {
      JsonNode report = judged("--target=" + nginx.uri(), "--origin-listen=127.0.0.1:" + origin);

      assertThat(reason(report, "OUT-1/message-http")).contains("nothing arrived in time");
      assertThat(report.at("/counts/FAIL").asInt()).isGreaterThan(30);
    }
  }

  @Test
  void aPlainOriginDoesNotConform() throws IOException {
    try (PlainOrigin origin = new PlainOrigin()) {
      JsonNode report = judged("--target=" + origin.uri(), "--resource=" + origin.uri() + "/store");

      assertThat(reason(report, "OUT-1/message-http")).contains("nothing arrived in time");
      assertThat(report.at("/counts/FAIL").asInt()).isGreaterThan(20);
    }
  }

  private JsonNode judged(String... arguments) throws IOException {
    Path json = folder.resolve("report.json");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json=" + json);
    StringWriter out = new StringWriter();
    int status = Main.run(new PrintWriter(out, true), new PrintWriter(out, true), strings(all));

    assertThat(status).as("%s", out).isEqualTo(1);
    assertThat(out.toString()).contains("The server does not conform.");
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.at("/counts/HARNESS_ERROR").asInt()).as("%s", out).isZero();
    assertThat(report.get("milliseconds").asLong()).isLessThan(LONGEST.toMillis());
    for (JsonNode result : report.get("cases")) {
      if (result.get("verdict").asText().matches("FAIL|WARN|SETUP_FAILED")) {
        assertThat(reason(result)).as("%s", result.get("id")).isNotBlank().doesNotContain("\tat ");
      }
    }
    return report;
  }

  private static String reason(JsonNode report, String id) {
    for (JsonNode result : report.get("cases")) {
      if (result.get("id").asText().equals(id)) {
        return reason(result);
      }
    }
    throw new AssertionError("no case " + id);
  }

  private static String reason(JsonNode result) {
    assertThat(result.path("expected").asText()).isNotBlank();
    assertThat(result.path("actual").asText()).isNotBlank();
    return "expected " + result.get("expected").asText() + ", but " + result.get("actual").asText();
  }

  private static String[] strings(List<String> arguments) {
    return arguments.toArray(String[]::new);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
