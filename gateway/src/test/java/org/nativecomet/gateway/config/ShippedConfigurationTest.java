package org.nativecomet.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nativecomet.gateway.config.Node.Mapping;
import org.nativecomet.gateway.config.Node.Sequence;

/** The shipped gateway.yaml against the options that are read. */
class ShippedConfigurationTest {
  /** An option that is commented out because it has no default: prose starts with a capital. */
  private static final Pattern COMMENTED_OUT =
      Pattern.compile("(?m)^# (?=[a-z-]+:( |$)|  +[a-z-]+:|  +- )");

  private static final String SHIPPED = ConfigReader.defaultsText();
  private static final String EVERYTHING = COMMENTED_OUT.matcher(SHIPPED).replaceAll("");

  @Test
  void givingTheShippedFileIsTheSameAsGivingNone() throws ConfigException {
    String flag = "--origin";
    String origin = "http://127.0.0.1:9000";
    assertThat(
            new ConfigReader().yaml("gateway.yaml", SHIPPED).option("origin", origin, flag).read())
        .isEqualTo(new ConfigReader().option("origin", origin, flag).read());
  }

  @Test
  void itNamesEveryOptionThatIsReadAndNoOther(@TempDir Path folder) throws Exception {
    String file = Files.writeString(folder.resolve("any.pem"), "text").toString();
    String yaml =
        EVERYTHING
            .replaceAll("(?m)^origin: .*$", "")
            // Excludes the other one; that it is read is seen from its being asked for.
            .replaceAll("(?m)^admin-token-file: .*$", "")
            .replaceAll("/etc/gateway/(chain|key)\\.pem", file);
    Set<String> read = new TreeSet<>();
    OptionReader.read("", YamlReader.read("gateway.yaml", yaml), read, GatewayConfig::read);
    assertThat(written(EVERYTHING)).isEqualTo(read);
  }

  @Test
  void everyOptionButTheOriginHasADefault() {
    assertThatCode(
            () -> new ConfigReader().option("origin", "http://127.0.0.1:9000", "--origin").read())
        .doesNotThrowAnyException();
  }

  @Test
  void theDefaultsThatOthersRelyOn() throws ConfigException {
    GatewayConfig config =
        new ConfigReader().option("origin", "http://127.0.0.1:9000", "--origin").read();
    assertThat(config.listen()).hasToString("127.0.0.1:8080");
    assertThat(config.admin()).hasToString("127.0.0.1:8081");
    assertThat(config.tls()).isEmpty();
    assertThat(config.stream().path()).isEqualTo("/comet");
    assertThat(config.subscriptions().longPollWait()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.subscriptions().heartbeat()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.polling().maxInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.connections().trustedProxies()).isEqualTo(List.of());
    assertThat(config.log().exchanges()).isFalse();
  }

  private static Set<String> written(String yaml) throws ConfigException {
    Set<String> paths = new TreeSet<>();
    collect("", YamlReader.read("gateway.yaml", yaml), paths);
    return paths;
  }

  private static void collect(String path, Node node, Set<String> paths) {
    if (node instanceof Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (key, value) -> {
                paths.add(path + key);
                collect(path + key + (value instanceof Sequence ? "[]." : "."), value, paths);
              });
    } else if (node instanceof Sequence sequence) {
      sequence.elements().forEach(element -> collect(path, element, paths));
    }
  }
}
