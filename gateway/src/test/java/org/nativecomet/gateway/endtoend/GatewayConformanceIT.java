package org.nativecomet.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nativecomet.conformance.Main;
import org.nativecomet.gateway.server.TestCertificate;
import org.nativecomet.gateway.server.Tls;

/**
 * The gateway is held to the specification by the conformance suite, as any server can be. Run with
 * {@code -Dgolden.update=true} to write the verdicts anew.
 */
class GatewayConformanceIT {
  private static final Path VERDICTS =
      Path.of("src/test/resources/org/nativecomet/gateway/endtoend/conformance.txt");

  /** The machines that build this are shared. */
  private static final String PATIENCE = "2";

  @TempDir private Path folder = Path.of("");

  @Test
  void everyVerdictIsTheOneOnRecord() throws IOException {
    String origin = "127.0.0.1:" + freePort();
    try (RunningGateway gateway =
        RunningGateway.before(
            URI.create("http://" + origin),
            "subscriptions:",
            "  heartbeat: 2s",
            "  long-poll-wait: 4s",
            "  max-long-poll-wait: 4s",
            "polling:",
            "  max-interval: 1s")) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "--target=" + gateway.uri(""),
                  "--origin-listen=" + origin,
                  "--publish=http://" + gateway.gateway().adminAddress() + "/changes",
                  "--declare=heartbeat=2s",
                  "--declare=detection=1s",
                  "--declare=wait=4s",
                  "--declare=max-wait=4s",
                  "--patience=" + PATIENCE,
                  "--html=target/conformance",
                  "--expected=" + VERDICTS));
      if (Boolean.getBoolean("golden.update")) {
        arguments.add("--update-expected");
      }

      judge(arguments.toArray(String[]::new));
    }
  }

  @Test
  void theDefaultsConformWithTls() throws IOException {
    String origin = "127.0.0.1:" + freePort();
    Tls tls = TestCertificate.ec(folder).pkcs8();
    try (RunningGateway gateway =
        RunningGateway.before(
            URI.create("http://" + origin),
            "tls:",
            "  listen: 127.0.0.1:0",
            "  certificate: " + tls.certificate(),
            "  key: " + tls.key())) {
      judge(
          "--target=https://" + gateway.gateway().tlsAddress().orElseThrow(),
          "--origin-listen=" + origin,
          "--publish=http://" + gateway.gateway().adminAddress() + "/changes",
          "--patience=" + PATIENCE,
          "--html=target/conformance-tls",
          "--strict",
          "OUT",
          "FRM",
          "COR",
          "ORD",
          "SUB-1",
          "SUB-6",
          "SUB-13",
          "SUB-18",
          "SUB-42",
          "CHG-10",
          "LP-1",
          "GZ",
          "MSG-2",
          "MSG-3",
          "MSG-17");
    }
  }

  private static void judge(String... arguments) {
    StringWriter out = new StringWriter();
    int status = Main.run(new PrintWriter(out, true), new PrintWriter(out, true), arguments);

    assertThat(status).as("%s", out).isZero();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
