package org.nativecomet.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nativecomet.samples.testing.EnclosedResponse;
import org.nativecomet.samples.testing.Peer;
import org.nativecomet.samples.testing.ResponseQueue;
import org.nativecomet.samples.testing.Rest;
import org.nativecomet.samples.testing.Tool;

/** The jar as people start it, and the commands it tells them to paste. */
class SamplesCommandIT {
  private static final Path HERE = Path.of("").toAbsolutePath();
  private static final String[] FREE_PORTS = {"--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"};

  @Test
  void whatItPrintsWorks() throws Exception {
    String bash = Tool.require("bash", "bash");
    Tool.require("curl", "curl");
    try (Peer samples = start(FREE_PORTS)) {
      List<String> welcome = welcome(samples);
      String page = welcome.get(0).replaceFirst("^The page: +", "");
      assertThat(Rest.get(URI.create(page)).body()).contains("<title>Native Comet");

      List<String> commands = welcome.stream().filter(line -> line.contains("curl ")).toList();
      assertThat(commands).hasSize(3);
      assertThat(Peer.output(HERE, bash, "-c", commands.get(0) + " -s"))
          .contains("\"symbol\":\"ACME\"");
      try (Peer curl = Peer.start(HERE, bash, "-c", commands.get(1) + " -s")) {
        ResponseQueue updates = new ResponseQueue(curl.output());
        assertThat(updates.next().content()).contains("ACME");
        updates.await("the next price", r -> r.status() == 200);
      }
      try (Peer curl = Peer.start(HERE, bash, "-c", commands.get(2))) {
        ResponseQueue answers = new ResponseQueue(curl.output());
        boolean written = false;
        boolean shown = false;
        // On a busy machine curl sends both requests together, and then the write is answered
        // first.
        while (!written || !shown) {
          EnclosedResponse answer = answers.next();
          written |= answer.status() == 201;
          shown |= answer.status() == 200 && answer.content().contains("Hello, curl");
        }
      }

      samples.terminate();
      assertThat(samples.exitValue()).isZero();
    }
  }

  @Test
  void aTakenPortIsOneSentenceAndStatusTwo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Peer samples =
            start("--listen", "127.0.0.1:" + taken.getLocalPort(), "--admin", "127.0.0.1:0")) {
      assertThat(samples.exitValue()).isEqualTo(2);
      assertThat(samples.errors())
          .contains("" + taken.getLocalPort())
          .satisfies(sentence -> assertThat(sentence.lines()).hasSize(1));
    }
  }

  @Test
  void wrongUsageIsOneSentenceAndStatusTwo() throws Exception {
    for (String[] wrong : new String[][] {{"--port", "1"}, {"--listen", "here"}, {"extra"}}) {
      try (Peer samples = start(wrong)) {
        assertThat(samples.exitValue()).isEqualTo(2);
        assertThat(samples.errors().lines()).as(samples.errors()).hasSize(1);
      }
    }
  }

  @Test
  void theNativeOriginIsReadyAndStops() throws Exception {
    try (Peer origin = start("native-origin", "--listen", "127.0.0.1:0")) {
      String ready = origin.line(line -> line.startsWith("ready listen=http://127.0.0.1:"));
      URI resource = URI.create(ready.replaceFirst("ready listen=", "") + "/anything");
      assertThat(Rest.send("PUT", resource, "text/plain", "here").statusCode()).isEqualTo(201);
      assertThat(Rest.get(resource).body()).isEqualTo("here");

      origin.terminate();
      assertThat(origin.exitValue()).isZero();
    }
  }

  @Test
  void wrongUsageOfTheNativeOriginIsOneSentenceAndStatusTwo() throws Exception {
    String[][] wrong = {
      {"--listen"}, {"--listen", "here"}, {"--declare", "patience=9"}, {"--declare", "wait"}, {"x"}
    };
    for (String[] arguments : wrong) {
      String[] command =
          Stream.concat(Stream.of("native-origin"), Stream.of(arguments)).toArray(String[]::new);
      try (Peer origin = start(command)) {
        assertThat(origin.exitValue()).isEqualTo(2);
        assertThat(origin.errors().lines()).as(origin.errors()).hasSize(1);
      }
    }
    assertThat(Peer.output(HERE, command("native-origin", "--help")))
        .contains("--listen", "--declare", "127.0.0.1:9000");
  }

  @Test
  void helpNamesTheOptions() throws Exception {
    String help = Peer.output(HERE, command("--help"));
    assertThat(help).contains("--listen", "--admin", "127.0.0.1:8080");
  }

  private static List<String> welcome(Peer samples) {
    return new BufferedReader(new InputStreamReader(samples.output(), StandardCharsets.UTF_8))
        .lines()
        .takeWhile(line -> !line.startsWith("Ctrl-C"))
        .toList();
  }

  private static Peer start(String... arguments) throws Exception {
    return Peer.start(HERE, command(arguments));
  }

  private static String[] command(String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String jar = HERE.resolve("target/samples.jar").toString();
    return Stream.concat(Stream.of(java, "-jar", jar), Stream.of(arguments)).toArray(String[]::new);
  }
}
