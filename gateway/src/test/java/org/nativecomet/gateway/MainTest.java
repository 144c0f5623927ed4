package org.nativecomet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nativecomet.gateway.config.ConfigReader;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    try {
      return new Main(new PrintWriter(out), new PrintWriter(err)).run(arguments);
    } catch (InterruptedException nobodyDoes) {
      throw new AssertionError(nobodyDoes);
    }
  }

  private void assertUnusable(String sentence, String... arguments) {
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString()).isEqualTo(sentence + System.lineSeparator());
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void withoutAnOriginItTellsWhatToDo() {
    assertUnusable(
        "no origin is given: start with --origin http://HOST:PORT, or set origin or routes in the"
            + " file that --config names");
  }

  @Test
  void anUnknownFlagIsNamed() {
    assertUnusable("Unknown option: '--colour'", "--colour");
  }

  @Test
  void aFlagWithoutItsValueIsNamed() {
    assertUnusable("Missing required parameter for option '--listen' (HOST:PORT)", "--listen");
  }

  @Test
  void aStrayArgumentIsNamed() {
    assertUnusable("Unmatched argument at index 0: 'start'", "start");
  }

  @Test
  void aBadValueNamesItsFlag() {
    assertUnusable(
        "--log-level: \"loud\" is not one of error, warn, info, debug",
        "--origin=http://127.0.0.1:9000",
        "--log-level=loud");
  }

  @Test
  void aFaultyFileNamesItsLine(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("my.yaml"), "listen: 127.0.0.1:0\ncash: {}\n");
    assertUnusable(
        file + ", line 2: there is no option \"cash\"; did you mean cache?",
        "--config",
        file.toString());
  }

  @Test
  void aUsableConfigurationIsOk(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("my.yaml"), ConfigReader.defaultsText());
    assertThat(run("--config=" + file, "--origin=http://127.0.0.1:9000", "--check-config"))
        .isZero();
    assertThat(out.toString()).isEqualTo("configuration ok" + System.lineSeparator());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theConfigurationThatIsPrintedIsTheShippedOne() {
    assertThat(run("--print-config")).isZero();
    assertThat(out.toString()).isEqualTo(ConfigReader.defaultsText());
  }

  @Test
  void helpNamesEveryFlagAndGivesExamples() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("--origin", "--listen", "--admin", "--config", "--tls-listen")
        .contains("--tls-certificate", "--tls-key", "--log-exchanges", "--log-format")
        .contains("--log-level", "--check-config", "--print-config", "--help", "--version")
        .contains("Examples:", "java -jar gateway.jar --origin http://127.0.0.1:9000");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void outsideAJarTheVersionIsDevelopment() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString().strip()).isEqualTo("Native Comet gateway development");
  }
}
