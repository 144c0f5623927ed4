package org.nativecomet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nativecomet.conformance.wrong.Fault;
import org.nativecomet.conformance.wrong.RightServer;

/** The jar as it is shipped, and what its exit status says. */
class JarIT {
  private static final long DEADLINE_SECONDS = 120;

  /** No case that is chosen here looks at it. */
  private static final Fault HARMLESS = Fault.NO_TRAILER;

  @TempDir private Path folder = Path.of("");

  private record Ended(int status, String out, String err) {}

  @Test
  void aServerThatConformsIsZero() throws Exception {
    Ended ended = judge(HARMLESS, "OUT-10", "SUB-13");

    assertThat(ended.status()).as(ended.out()).isZero();
    assertThat(ended.out()).contains("The server conforms");
  }

  @Test
  void aServerThatDoesNotIsOne() throws Exception {
    Ended ended = judge(Fault.OUTER_207, "OUT-10", "SUB-13");

    assertThat(ended.status()).isOne();
    assertThat(ended.out())
        .contains("FAIL", "OUT-10/all-fail", "expected", "actual", "The server does not conform");
  }

  @Test
  void aWarningIsOneOnlyWhereTheRunIsStrict() throws Exception {
    Ended lenient = judge(Fault.NO_HINTS, "OUT-12", "OUT-10");
    assertThat(lenient.status()).isZero();
    assertThat(lenient.out()).contains("WARN");

    assertThat(judge(Fault.NO_HINTS, "OUT-12", "OUT-10", "--strict").status()).isOne();
  }

  @Test
  void wrongUseIsTwoAndOneSentence() throws Exception {
    for (String[] arguments :
        new String[][] {
          {},
          {"--bogus"},
          {"--target=http://127.0.0.1:1"},
          {"--target=127.0.0.1:1", "--resource=http://127.0.0.1:1/r"},
          {"--target=http://127.0.0.1:1", "--origin-listen=nowhere"},
          {"--target=http://127.0.0.1:1", "--origin-listen=127.0.0.1:70000"},
          {"--target=http://127.0.0.1:1", "--resource=http://127.0.0.2:1/r"},
          {"--target=http://127.0.0.1:1", "--resource=http://127.0.0.1:1/r", "--with=wings"},
          {"--target=http://127.0.0.1:1", "--resource=http://127.0.0.1:1/r", "--without=gateway"},
          {"--target=http://127.0.0.1:1", "--resource=http://127.0.0.1:1/r", "--patience=0"},
          {"--target=http://127.0.0.1:1", "--resource=http://127.0.0.1:1/r", "--jobs=0"},
          {"--target=http://127.0.0.1:1", "--resource=http://127.0.0.1:1/r", "--declare=x=1"},
          {"--target=http://127.0.0.1:1", "--resource=http://127.0.0.1:1/r", "--expected=none"},
          {"--target=http://127.0.0.1:1", "--resource=http://127.0.0.1:1/r", "XYZ"},
          {"--explain=XYZ-1"},
          {"--explain=SUB-3/nothing"},
        }) {
      Ended ended = run(arguments);

      assertThat(ended.status()).as(String.join(" ", arguments)).isEqualTo(2);
      assertThat(ended.err()).as(String.join(" ", arguments)).hasLineCount(1);
      assertThat(ended.out()).isEmpty();
    }
  }

  @Test
  void anOriginPortThatIsTakenIsWrongUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String listen = "127.0.0.1:" + taken.getLocalPort();
      Ended ended = run("--target=http://127.0.0.1:1", "--origin-listen=" + listen);

      assertThat(ended.status()).isEqualTo(2);
      assertThat(ended.err()).contains("--origin-listen " + listen);
    }
  }

  @Test
  void whereNobodyListensNothingCanBeSaid() throws Exception {
    int port = freePort();
    Ended ended =
        run("--target=http://127.0.0.1:" + port, "--resource=http://127.0.0.1:" + port + "/r");

    assertThat(ended.status()).isEqualTo(3);
    assertThat(ended.out())
        .hasLineCount(1)
        .contains("Nothing can be said", "cannot connect", "127.0.0.1:" + port);
  }

  @Test
  void aSelectionOfWhatDoesNotApplySaysNothing() throws Exception {
    Ended ended = judge(HARMLESS, "TUN", "--without=tunnel");

    assertThat(ended.status()).isEqualTo(3);
  }

  @Test
  void listsAndExplainsWithoutAServer() throws Exception {
    assertThat(run("--list").out().lines()).hasSizeGreaterThan(400);
    assertThat(run("--explain=SUB-3").out()).contains("MUST", "Intent:", "SUB-3/", "1. ");
    assertThat(run("--version").out()).startsWith("conformance-tests ");
    assertThat(run("--help").out()).contains("--target", "--origin-listen", "Exit status");
  }

  private Ended judge(Fault fault, String... arguments) throws Exception {
    int port = freePort();
    InetSocketAddress origin = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (RightServer server = RightServer.start(origin, fault)) {
      List<String> all = new ArrayList<>(List.of(arguments));
      all.add("--target=http://" + server.authority());
      all.add("--origin-listen=127.0.0.1:" + port);
      return run(all.toArray(String[]::new));
    }
  }

  private Ended run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", Path.of("target", "conformance-tests.jar").toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + Files.readString(out));
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
