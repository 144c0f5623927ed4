package org.nativecomet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainIT {
  private static final Pattern READY =
      Pattern.compile(
          "ready listen=http://127\\.0\\.0\\.1:(\\d+) admin=http://127\\.0\\.0\\.1:(\\d+)");
  private static final String[] ON_FREE_PORTS = {
    "--origin=http://127.0.0.1:9", "--listen=127.0.0.1:0", "--admin=127.0.0.1:0"
  };

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalEndsItWithStatusZero(String signal) throws Exception {
    try (GatewayProcess gateway = GatewayProcess.start(ON_FREE_PORTS)) {
      assertThat(gateway.line()).matches(READY);
      gateway.signal(signal);
      assertThat(gateway.exitStatus()).isZero();
      assertThat(gateway.line()).as("nothing but the ready line").isEqualTo("null");
      assertThat(gateway.standardError()).isEmpty();
    }
  }

  @Test
  void whenItSaysReadyBothListenersAccept() throws Exception {
    try (GatewayProcess gateway = GatewayProcess.start(ON_FREE_PORTS)) {
      Matcher ready = READY.matcher(gateway.line());
      assertThat(ready.matches()).isTrue();
      for (int listener = 1; listener <= 2; listener++) {
        int port = Integer.parseInt(ready.group(listener));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          assertThat(socket.isConnected()).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"listen", "admin"})
  void aTakenPortIsOneSentenceThatNamesTheOption(String option) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        GatewayProcess gateway =
            GatewayProcess.start(
                "--origin=http://127.0.0.1:9",
                "--listen=127.0.0.1:" + (option.equals("listen") ? taken.getLocalPort() : 0),
                "--admin=127.0.0.1:" + (option.equals("admin") ? taken.getLocalPort() : 0))) {
      assertThat(gateway.exitStatus()).isEqualTo(2);
      assertThat(gateway.standardError().lines())
          .singleElement()
          .asString()
          .containsPattern("\\b" + option + ": ")
          .contains("127.0.0.1:" + taken.getLocalPort())
          .doesNotContain("Exception");
      assertThat(gateway.line()).isEqualTo("null");
    }
  }

  @Test
  void aFaultyConfigurationIsOneSentence() throws Exception {
    try (GatewayProcess gateway = GatewayProcess.start("--origin=nowhere")) {
      assertThat(gateway.exitStatus()).isEqualTo(2);
      assertThat(gateway.standardError().lines())
          .singleElement()
          .asString()
          .startsWith("--origin: \"nowhere\" is not the URI of an origin");
    }
  }
}
