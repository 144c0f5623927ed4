package org.nativecomet.conformance.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The field lines of a message, in order. */
public record Fields(List<Line> lines) {
  /** One field line; the value without surrounding whitespace. */
  public record Line(String name, String value) {}

  public Fields {
    lines = List.copyOf(lines);
  }

  /** Reads {@code Name: value} lines, for scripts. */
  public static Fields of(String... lines) {
    List<Line> parsed = new ArrayList<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      parsed.add(new Line(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return new Fields(parsed);
  }

  /** The value of the first line of this name. */
  public Optional<String> first(String name) {
    return lines.stream()
        .filter(line -> line.name().equalsIgnoreCase(name))
        .map(Line::value)
        .findFirst();
  }

  /** The values of all lines of this name. */
  public List<String> all(String name) {
    return lines.stream()
        .filter(line -> line.name().equalsIgnoreCase(name))
        .map(Line::value)
        .toList();
  }

  /** The members of a comma-separated list, in lower case, without parameters of their own. */
  public List<String> members(String name) {
    return all(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(member -> member.strip().toLowerCase(Locale.ROOT))
        .filter(member -> !member.isEmpty())
        .toList();
  }

  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** These and more. */
  public Fields with(String... more) {
    List<Line> all = new ArrayList<>(lines);
    all.addAll(of(more).lines());
    return new Fields(all);
  }

  /** These without the lines of a name. */
  public Fields without(String name) {
    return new Fields(lines.stream().filter(line -> !line.name().equalsIgnoreCase(name)).toList());
  }

  /** As on the wire. */
  @Override
  public String toString() {
    return lines.stream()
        .map(line -> line.name() + ": " + line.value() + "\r\n")
        .collect(Collectors.joining());
  }
}
