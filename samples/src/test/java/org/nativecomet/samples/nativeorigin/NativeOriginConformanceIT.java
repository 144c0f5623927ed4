package org.nativecomet.samples.nativeorigin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nativecomet.samples.testing.Deadline;

/** The whole conformance suite, held against an origin that was written from the specification. */
class NativeOriginConformanceIT {
  /** A case of the suite and its verdict on each line; -Dgolden.update=true writes it anew. */
  private static final Path EXPECTED =
      Path.of("src/test/resources/org/nativecomet/samples/nativeorigin/verdicts.txt");

  private static final String[] QUICK = {
    "heartbeat=1s", "wait=3s", "max-wait=3s", "max-subscriptions=200"
  };

  @Test
  void theNativeOriginConforms() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (NativeOrigin origin = NativeOrigin.start(any, QUICK)) {
      StringWriter report = new StringWriter();
      PrintWriter out = new PrintWriter(report);

      int status =
          org.nativecomet.conformance.Main.run(out, out, arguments(origin.address().getPort()));

      assertThat(status).as(report.toString()).isZero();
      assertThat(report.toString()).contains("The server conforms");
      Deadline.until("the end of every connection", () -> origin.connections() == 0);
    }
  }

  private static String[] arguments(int port) {
    List<String> arguments = new ArrayList<>();
    String base = "http://127.0.0.1:" + port;
    arguments.addAll(List.of("--target", base, "--resource", base + "/store"));
    for (String value : QUICK) {
      arguments.addAll(List.of("--declare", value));
    }
    arguments.addAll(List.of("--strict", "--expected", EXPECTED.toString()));
    if (Boolean.getBoolean("golden.update")) {
      arguments.add("--update-expected");
    }
    return arguments.toArray(String[]::new);
  }
}
