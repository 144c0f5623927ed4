package org.nativecomet.gateway.convergence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of the gateway's source that makes it wrong, as a file of the test resources has it.
 *
 * @param violates the properties of which a run must find one broken
 * @param seeds of the plans that are tried, in this order
 * @param file in the source folder
 */
record PlantedBug(
    String name, List<Property> violates, List<Long> seeds, String file, List<Edit> edits) {
  /**
   * One replacement.
   *
   * @param before what must be there exactly once
   */
  record Edit(String before, String after) {}

  private static final String BEFORE = "--- before\n";
  private static final String AFTER = "--- after\n";
  private static final String END = "--- end\n";

  static PlantedBug read(Path path) {
    try {
      String text = Files.readString(path);
      int head = text.indexOf(BEFORE);
      return new PlantedBug(
          path.getFileName().toString().replace(".txt", ""),
          words(text.substring(0, head), "violates").stream().map(Property::valueOf).toList(),
          words(text.substring(0, head), "seeds").stream().map(Long::valueOf).toList(),
          words(text.substring(0, head), "file").get(0),
          edits(text.substring(head)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The source with the bug in it. */
  String plantIn(String source) {
    String planted = source;
    for (Edit edit : edits) {
      int place = planted.indexOf(edit.before());
      if (place < 0 || planted.indexOf(edit.before(), place + 1) >= 0) {
        throw new AssertionError(
            name + ": " + file + " must have this exactly once; adapt the bug:\n" + edit.before());
      }
      planted = planted.replace(edit.before(), edit.after());
    }
    return planted;
  }

  private static List<Edit> edits(String text) {
    List<Edit> edits = new ArrayList<>();
    for (String part : text.substring(0, text.indexOf(END)).split(BEFORE, -1)) {
      if (!part.isEmpty()) {
        int middle = part.indexOf(AFTER);
        edits.add(new Edit(part.substring(0, middle), part.substring(middle + AFTER.length())));
      }
    }
    return List.copyOf(edits);
  }

  private static List<String> words(String head, String key) {
    return head.lines()
        .filter(line -> line.startsWith(key + ": "))
        .findFirst()
        .map(line -> List.of(line.substring(key.length() + 2).split(" ", -1)))
        .orElseThrow(() -> new IllegalArgumentException("no " + key + " in:\n" + head));
  }

  @Override
  public String toString() {
    return name;
  }
}
