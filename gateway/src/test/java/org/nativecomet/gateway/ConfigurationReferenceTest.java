package org.nativecomet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.config.ConfigReader;

/** Run with {@code -Dgolden.update=true} to write the page anew. */
class ConfigurationReferenceTest {
  private static final Path PAGE = Path.of("docs", "configuration.md");

  @Test
  void theConfigurationReferenceIsUpToDate() throws Exception {
    String page = ConfigurationReference.render(ConfigReader.defaultsText());
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }
}
