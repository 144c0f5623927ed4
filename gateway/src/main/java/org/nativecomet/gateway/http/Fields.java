package org.nativecomet.gateway.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A field section (RFC 9110, section 5): field lines in the order received, names compared without
 * regard to case, repeated lines kept apart. Immutable; every change gives a new section.
 */
public final class Fields implements Iterable<Fields.Line> {
  /**
   * One field line.
   *
   * @param name the name as received or as it shall be sent
   * @param value without leading and trailing white space; octets as ISO 8859-1 characters
   */
  public record Line(String name, String value) {
    /** Whether this is a line of the named field. */
    public boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }

    /** Whether this is a line of one of the named fields. */
    public boolean isOneOf(Collection<String> names) {
      for (String other : names) {
        if (is(other)) {
          return true;
        }
      }
      return false;
    }
  }

  private static final Fields EMPTY = new Fields(List.of());

  private final List<Line> lines;

  private Fields(List<Line> lines) {
    this.lines = lines;
  }

  public static Fields empty() {
    return EMPTY;
  }

  /** From alternating names and values. */
  public static Fields of(String... namesAndValues) {
    Builder builder = builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Whether at least one line has this name. */
  public boolean has(String name) {
    for (Line line : lines) {
      if (line.is(name)) {
        return true;
      }
    }
    return false;
  }

  /** The value of the first line with this name. */
  public Optional<String> first(String name) {
    for (Line line : lines) {
      if (line.is(name)) {
        return Optional.of(line.value());
      }
    }
    return Optional.empty();
  }

  /** The values of all lines with this name, one element a line. */
  public List<String> values(String name) {
    // Most fields that anybody asks for are absent.
    List<String> values = List.of();
    for (Line line : lines) {
      if (line.is(name)) {
        values = values.isEmpty() ? new ArrayList<>(2) : values;
        values.add(line.value());
      }
    }
    return values;
  }

  /** All lines with this name as one value, joined by a comma (RFC 9110, section 5.3). */
  public Optional<String> combined(String name) {
    List<String> values = values(name);
    return switch (values.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(values.get(0));
      default -> Optional.of(String.join(", ", values));
    };
  }

  /** The elements of a list field over all its lines (RFC 9110, section 5.6.1). */
  public List<String> list(String name) {
    return combined(name).map(Tokens::list).orElse(List.of());
  }

  /** Whether the list field has this element, without regard to case. */
  public boolean lists(String name, String element) {
    for (String listed : list(name)) {
      if (listed.equalsIgnoreCase(element)) {
        return true;
      }
    }
    return false;
  }

  /** With this one line in place of every line of that name. */
  public Fields with(String name, String value) {
    return toBuilder().set(name, value).build();
  }

  /** With one more line. */
  public Fields plus(String name, String value) {
    return toBuilder().add(name, value).build();
  }

  /** Without the lines of these names. */
  public Fields without(Collection<String> names) {
    return without(line -> line.isOneOf(names));
  }

  /** Without the lines of this name. */
  public Fields without(String name) {
    return without(line -> line.is(name));
  }

  /** Without the lines that match. */
  public Fields without(Predicate<Line> unwanted) {
    List<Line> kept = new ArrayList<>(lines.size());
    for (Line line : lines) {
      if (!unwanted.test(line)) {
        kept.add(line);
      }
    }
    return kept.size() == lines.size() ? this : new Fields(List.copyOf(kept));
  }

  /** With every field that {@code newer} has in place of ours (RFC 9111, section 3.2). */
  public Fields updatedBy(Fields newer) {
    Builder builder = new Builder();
    builder.addAll(without(line -> newer.has(line.name())));
    builder.addAll(newer);
    return builder.build();
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** How many field lines there are. */
  public int size() {
    return lines.size();
  }

  @Override
  public Iterator<Line> iterator() {
    return lines.iterator();
  }

  public Builder toBuilder() {
    return new Builder().addAll(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fields fields && lines.equals(fields.lines);
  }

  @Override
  public int hashCode() {
    return lines.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append(line.name()).append(": ").append(line.value()).append('\n');
    }
    return text.toString();
  }

  /** Collects field lines. Not safe for use by several threads. */
  public static final class Builder {
    private final List<Line> lines = new ArrayList<>();

    private Builder() {}

    /** One more line. */
    public Builder add(String name, String value) {
      lines.add(new Line(name, value));
      return this;
    }

    public Builder addAll(Fields fields) {
      lines.addAll(fields.lines);
      return this;
    }

    /** This line in place of every line of that name. */
    public Builder set(String name, String value) {
      lines.removeIf(line -> line.is(name));
      return add(name, value);
    }

    public Fields build() {
      return lines.isEmpty() ? EMPTY : new Fields(List.copyOf(lines));
    }
  }
}
