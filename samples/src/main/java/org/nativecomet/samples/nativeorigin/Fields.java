package org.nativecomet.samples.nativeorigin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Field lines in the order in which they came; names are the same in any case. */
record Fields(List<Line> lines) {
  static final Fields NONE = new Fields(List.of());

  /** One field line. */
  record Line(String name, String value) {}

  Fields {
    lines = List.copyOf(lines);
  }

  Fields with(String name, String value) {
    return new Fields(Stream.concat(lines.stream(), Stream.of(new Line(name, value))).toList());
  }

  /** The values of all lines of this name. */
  List<String> all(String name) {
    return lines.stream().filter(l -> l.name().equalsIgnoreCase(name)).map(Line::value).toList();
  }

  Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  boolean has(String name) {
    return first(name).isPresent();
  }

  /** Whether the field is there once, with this value in any case. */
  boolean is(String name, String value) {
    List<String> values = all(name);
    return values.size() == 1 && values.get(0).equalsIgnoreCase(value);
  }

  /** The members of a list in lower case, all lines together (RFC 9110, section 5.6.1). */
  List<String> members(String name) {
    List<String> members = new ArrayList<>();
    for (String value : all(name)) {
      // A comma inside a quoted string is followed by an odd number of quotes.
      for (String member : value.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
        if (!member.isBlank()) {
          members.add(member.trim().toLowerCase(Locale.ROOT));
        }
      }
    }
    return members;
  }
}
