package org.nativecomet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every sentence in docs/rfc9111.md names tests that exist, or says why there is none. */
class Rfc9111TableTest {
  private static final Path PAGE = Path.of("docs", "rfc9111.md");
  private static final Path TESTS = Path.of("src", "test", "java");
  private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final int CELLS = 5;

  private static List<String[]> rows() throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split(" \\| ?|^\\| | \\|$", -1);
      if (line.startsWith("| ") && !line.startsWith("| section") && !line.startsWith("|---")) {
        assertThat(cells.length).as(line).isGreaterThanOrEqualTo(CELLS + 1);
        rows.add(cells);
      }
    }
    return rows;
  }

  private static Set<String> testMethods() throws IOException {
    Pattern method = Pattern.compile("(?m)^  (?:public )?void (\\w+)\\(");
    Set<String> names = new HashSet<>();
    try (Stream<Path> files = Files.walk(TESTS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String type = file.getFileName().toString().replace(".java", "");
        Matcher methods = method.matcher(Files.readString(file));
        while (methods.find()) {
          names.add(type + "#" + methods.group(1));
        }
      }
    }
    return names;
  }

  @Test
  void everyTestThatItNamesExists() throws IOException {
    Set<String> named = new HashSet<>();
    Matcher tests = TEST.matcher(Files.readString(PAGE));
    while (tests.find()) {
      named.add(tests.group(1) + "#" + tests.group(2));
    }
    assertThat(named).hasSizeGreaterThan(50).isSubsetOf(testMethods());
  }

  @Test
  void everySentenceHasALevelAndATestOrAReason() throws IOException {
    assertThat(rows())
        .hasSizeGreaterThan(80)
        .allSatisfy(
            cells -> {
              assertThat(cells[2]).isIn("MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "MAY", "ought");
              assertThat(cells[4]).as(cells[3]).isNotBlank();
              boolean isShown = TEST.matcher(cells[5]).find() || cells[5].startsWith("none: ");
              assertThat(isShown).as(cells[3]).isTrue();
            });
  }
}
