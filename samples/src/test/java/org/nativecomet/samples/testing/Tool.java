package org.nativecomet.samples.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * A program that a test needs and this build does not bring along.
 *
 * <p>Where it is missing the test is skipped, saying so; with {@code -Dpeers.required=true}, as in
 * continuous integration, it fails instead, so that nothing is quietly not tried.
 */
public final class Tool {
  private static final List<String> BESIDES_PATH = List.of("/usr/sbin", "/usr/local/sbin");

  private Tool() {}

  /**
   * The program's path.
   *
   * @param names the first that is there is taken
   */
  public static String require(String debianPackage, String... names) {
    for (String name : names) {
      Optional<Path> found =
          folders().map(f -> f.resolve(name)).filter(Files::isExecutable).findFirst();
      if (found.isPresent()) {
        return found.get().toString();
      }
    }
    throw missing(names[0], "apt-get install " + debianPackage);
  }

  /** The path itself, if there is such a file. */
  public static Path requireFile(Path file, String remedy) {
    if (Files.exists(file)) {
      return file;
    }
    throw missing(file.toString(), remedy);
  }

  private static Stream<Path> folders() {
    Stream<String> path = Stream.of(System.getenv().getOrDefault("PATH", "").split(":"));
    return Stream.concat(path, BESIDES_PATH.stream()).map(Path::of);
  }

  private static RuntimeException missing(String what, String remedy) {
    String sentence = what + " is not here, so this was not tried (" + remedy + ")";
    if (Boolean.getBoolean("peers.required")) {
      throw new AssertionFailedError(sentence);
    }
    System.err.println("SKIPPED: " + sentence);
    return new TestAbortedException(sentence);
  }
}
