package org.nativecomet.samples.nativeorigin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What makes it a second implementation: nothing in it comes from the first. */
class NativeOriginSourcesTest {
  private static final Path SOURCES =
      Path.of("src/main/java/org/nativecomet/samples/nativeorigin").toAbsolutePath();
  private static final Pattern QUALIFIED = Pattern.compile("\\b(?:com|org|io|net)\\.[a-z]+[\\w.]*");

  @Test
  void nothingIsUsedButTheJdk() throws IOException {
    List<String> others = names().filter(name -> !isItsOwn(name)).toList();

    assertThat(others).containsOnly("org.jspecify.annotations.NullMarked");
  }

  private static boolean isItsOwn(String name) {
    return name.startsWith("org.nativecomet.samples.nativeorigin");
  }

  private static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      List<String> names =
          files
              .flatMap(file -> lines(file).stream())
              .flatMap(line -> QUALIFIED.matcher(line).results().map(MatchResult::group))
              .toList();
      assertThat(names).as("names were found at all").isNotEmpty();
      return names.stream();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
