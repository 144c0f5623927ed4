package org.nativecomet.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of the specification and the requirements in it. */
public final class Specification {
  /** BCP 14 words, longest first so that a negation is not read as its opposite. */
  static final Pattern KEY_WORD =
      Pattern.compile(
          "\\b(MUST NOT|MUST|SHALL NOT|SHALL|SHOULD NOT|SHOULD|NOT RECOMMENDED|RECOMMENDED|"
              + "REQUIRED|MAY|OPTIONAL)\\b");

  private static final Pattern BLOCK =
      Pattern.compile("\\*\\*([A-Z]{2,4}-[1-9][0-9]*)\\*\\* \\((client|gateway|server)\\): (.+)");
  private static final Pattern INTENT = Pattern.compile("\\*Intent:\\* (.+)");
  private static final Pattern UNTESTABLE =
      Pattern.compile("\\| ([A-Z]{2,4}-[1-9][0-9]*) \\| (.+) \\|");

  private final String text;
  private final Map<String, Requirement> requirements = new LinkedHashMap<>();
  private final Map<String, String> untestable = new LinkedHashMap<>();

  private Specification(String text) {
    this.text = text;
    String chapter = "";
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher row = UNTESTABLE.matcher(line);
      if (line.startsWith("#")) {
        chapter = line.replaceFirst("^#+ ", "");
      } else if (line.startsWith("**") && BLOCK.matcher(line).lookingAt()) {
        add(read(line, i + 1 < lines.size() ? lines.get(i + 1) : "", chapter));
      } else if (row.matches()) {
        untestable.put(row.group(1), row.group(2));
      }
    }
  }

  /** The specification that this module carries. */
  public static Specification load() {
    return parse(resource("native-comet.md"));
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if a block has no intent, no key word or an id that was used
   */
  static Specification parse(String text) {
    return new Specification(text);
  }

  /** The Markdown text. */
  public String text() {
    return text;
  }

  /** All requirements, in the order of the text. */
  public List<Requirement> requirements() {
    return List.copyOf(requirements.values());
  }

  public Optional<Requirement> requirement(String id) {
    return Optional.ofNullable(requirements.get(id));
  }

  /** Requirements that no test of a server decides, each with the reason. */
  public Map<String, String> untestable() {
    return java.util.Collections.unmodifiableMap(untestable);
  }

  /** The names of the examples that the text links to, in its order, without their folder. */
  public List<String> examples() {
    List<String> names = new ArrayList<>();
    Matcher link = Pattern.compile("\\]\\(examples/([^)]+)\\)").matcher(text);
    while (link.find()) {
      names.add(link.group(1));
    }
    return names;
  }

  /** The text of a file of this module; ISO-8859-1 for examples, so that no octet is lost. */
  static String resource(String name) {
    try (InputStream in = Specification.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no such file in the specification: " + name);
      }
      return new String(
          in.readAllBytes(),
          name.endsWith(".http") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Requirement read(String rule, String next, String chapter) {
    Matcher block = BLOCK.matcher(rule);
    Matcher intent = INTENT.matcher(next);
    if (!block.matches() || !intent.matches()) {
      throw new IllegalArgumentException("not a rule followed by an intent: " + rule);
    }
    Matcher word = KEY_WORD.matcher(block.group(3));
    if (!word.find()) {
      throw new IllegalArgumentException("no key word in " + block.group(1));
    }
    return new Requirement(
        block.group(1),
        Actor.valueOf(block.group(2).toUpperCase(Locale.ROOT)),
        Level.valueOf(word.group().replace(' ', '_')),
        block.group(3),
        intent.group(1),
        chapter);
  }

  private void add(Requirement requirement) {
    if (requirements.put(requirement.id(), requirement) != null) {
      throw new IllegalArgumentException("used twice: " + requirement.id());
    }
  }
}
