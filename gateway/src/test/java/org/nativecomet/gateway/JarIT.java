package org.nativecomet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The jar as it is shipped: everything in it, and merged so that it works. */
class JarIT {
  @Test
  void itKnowsItsVersion() throws Exception {
    try (GatewayProcess gateway = GatewayProcess.startJar("--version")) {
      assertThat(gateway.line()).matches("Native Comet gateway \\d+\\.\\d+\\.\\d+.*");
      assertThat(gateway.exitStatus()).isZero();
    }
  }

  @Test
  void itStartsAndStops() throws Exception {
    try (GatewayProcess gateway =
        GatewayProcess.startJar(
            "--origin=http://127.0.0.1:9", "--listen=127.0.0.1:0", "--admin=127.0.0.1:0")) {
      assertThat(gateway.line()).startsWith("ready listen=http://127.0.0.1:");
      gateway.signal("TERM");
      assertThat(gateway.exitStatus()).isZero();
    }
  }
}
