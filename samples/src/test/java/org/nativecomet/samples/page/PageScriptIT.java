package org.nativecomet.samples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nativecomet.samples.testing.Peer;
import org.nativecomet.samples.testing.Tool;

/** The unit tests of the page's modules, which are written in the modules' own language. */
class PageScriptIT {
  @Test
  void thePagesModulesPassTheirOwnTests() throws Exception {
    String node = Tool.require("nodejs", "node");
    Stream<String> command = Stream.concat(Stream.of(node, "--test"), tests().stream());
    String report = Peer.output(Path.of("").toAbsolutePath(), command.toArray(String[]::new));
    assertThat(report).containsPattern("# pass [1-9]|ℹ pass [1-9]");
  }

  private static List<String> tests() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("src/test/js"))) {
      return files.map(Path::toString).filter(name -> name.endsWith(".test.mjs")).toList();
    }
  }
}
