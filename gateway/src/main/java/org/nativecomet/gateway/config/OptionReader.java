package org.nativecomet.gateway.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nativecomet.gateway.config.Node.Mapping;
import org.nativecomet.gateway.config.Node.Position;
import org.nativecomet.gateway.config.Node.Scalar;
import org.nativecomet.gateway.config.Node.Sequence;
import org.nativecomet.gateway.http.Tokens;

/**
 * Takes the options of one section out of what was written, checking each, and refuses what nobody
 * took. Whatever is asked for must be there: a default is an entry of {@code gateway.yaml}, not an
 * argument here.
 */
final class OptionReader {
  /** Makes a section of its options. */
  @FunctionalInterface
  interface Section<T> {
    T read(OptionReader options) throws ConfigException;
  }

  static final String ORIGIN_EXPECTED =
      "the URI of an origin, such as http://127.0.0.1:9000 (no user, query or fragment)";

  private final String path;
  private final Mapping mapping;
  private final Set<String> named;
  private final Set<String> taken = new LinkedHashSet<>();

  private OptionReader(String path, Mapping mapping, Set<String> named) {
    this.path = path;
    this.mapping = mapping;
    this.named = named;
  }

  /**
   * Reads a section and refuses what is left over.
   *
   * @param path of the section, ending in a full stop; empty for the whole document
   * @param named takes the path of every option that was asked for
   */
  static <T> T read(String path, Mapping mapping, Set<String> named, Section<T> section)
      throws ConfigException {
    OptionReader reader = new OptionReader(path, mapping, named);
    T result = section.read(reader);
    reader.refuseTheRest();
    return result;
  }

  boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  /** Whether an option that need not be there is. */
  boolean given(String key) {
    taken.add(key);
    named.add(path + key);
    return has(key);
  }

  <T> T section(String key, Section<T> section) throws ConfigException {
    Node node = take(key);
    if (!(node instanceof Mapping inner)) {
      throw fault(key, node, "expected options written as KEY: VALUE below it");
    }
    return read(path + key + ".", inner, named, section);
  }

  <T> Optional<T> optionalSection(String key, Section<T> section) throws ConfigException {
    named.add(path + key);
    return has(key) ? Optional.of(section(key, section)) : Optional.empty();
  }

  /** The sections of a list, in order. */
  <T> List<T> sections(String key, Section<T> section) throws ConfigException {
    List<T> results = new ArrayList<>();
    for (Node element : sequence(key).elements()) {
      if (!(element instanceof Mapping inner)) {
        throw fault(key, element, "expected options written as KEY: VALUE after each dash");
      }
      results.add(read(path + key + "[].", inner, named, section));
    }
    return results;
  }

  /** The sections of a list that need not be there. */
  <T> List<T> optionalSections(String key, Section<T> section) throws ConfigException {
    named.add(path + key);
    return has(key) ? sections(key, section) : List.of();
  }

  /** A value that its parser accepts; {@code expected} completes "is not …". */
  <T> T parsed(String key, String expected, Function<String, Optional<T>> parser)
      throws ConfigException {
    Scalar scalar = scalar(key);
    return parser.apply(scalar.text()).orElseThrow(() -> isNot(key, scalar, expected));
  }

  <T> Optional<T> optional(String key, String expected, Function<String, Optional<T>> parser)
      throws ConfigException {
    taken.add(key);
    named.add(path + key);
    return has(key) ? Optional.of(parsed(key, expected, parser)) : Optional.empty();
  }

  /** The same for a value that no message may show. */
  <T> Optional<T> optionalSecret(String key, String expected, Function<String, Optional<T>> parser)
      throws ConfigException {
    taken.add(key);
    named.add(path + key);
    if (!has(key)) {
      return Optional.empty();
    }
    Scalar scalar = scalar(key);
    return Optional.of(
        parser.apply(scalar.text()).orElseThrow(() -> fault(key, scalar, "expected " + expected)));
  }

  /** A list of values, each of which its parser accepts. */
  <T> List<T> list(String key, String expected, Function<String, Optional<T>> parser)
      throws ConfigException {
    List<T> results = new ArrayList<>();
    for (Node element : sequence(key).elements()) {
      if (!(element instanceof Scalar scalar)) {
        throw fault(key, element, "expected one value after each dash");
      }
      results.add(parser.apply(scalar.text()).orElseThrow(() -> isNot(key, scalar, expected)));
    }
    return results;
  }

  /** A list of one value or more. */
  <T> List<T> someOf(String key, String expected, Function<String, Optional<T>> parser)
      throws ConfigException {
    List<T> results = list(key, expected, parser);
    if (results.isEmpty()) {
      throw fault(key, written(key), "expected at least one value");
    }
    return results;
  }

  /** A list of values that need not be there. */
  <T> List<T> optionalList(String key, String expected, Function<String, Optional<T>> parser)
      throws ConfigException {
    named.add(path + key);
    return has(key) ? list(key, expected, parser) : List.of();
  }

  Address address(String key) throws ConfigException {
    return parsed(key, "an address HOST:PORT, such as 127.0.0.1:8080", Address::parse);
  }

  URI origin(String key) throws ConfigException {
    return parsed(key, ORIGIN_EXPECTED, OriginUri::parse);
  }

  /** A file that can be read now. */
  Path file(String key) throws ConfigException {
    return parsed(
        key,
        "a file that can be read",
        text -> Optional.of(Path.of(text)).filter(Files::isRegularFile).filter(Files::isReadable));
  }

  boolean flag(String key) throws ConfigException {
    return parsed(
        key,
        "true or false",
        text ->
            text.equals("true") || text.equals("false")
                ? Optional.of(text.equals("true"))
                : Optional.empty());
  }

  <E extends Enum<E>> E choice(String key, Class<E> type) throws ConfigException {
    List<E> choices = Arrays.asList(type.getEnumConstants());
    String expected =
        choices.stream()
            .map(choice -> Tokens.lowerCase(choice.name()))
            .collect(Collectors.joining(", ", "one of ", ""));
    return parsed(
        key,
        expected,
        text ->
            choices.stream()
                .filter(choice -> Tokens.lowerCase(choice.name()).equals(text))
                .findFirst());
  }

  Duration duration(String key, Duration least, Duration most) throws ConfigException {
    Duration duration = parsed(key, "a duration such as 500ms, 30s, 5m or 1h", Quantity::duration);
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw outside(key, Quantity.text(least), Quantity.text(most));
    }
    return duration;
  }

  long octets(String key, long least, long most) throws ConfigException {
    long octets = parsed(key, "a size such as 4096, 64KiB or 16MiB", Quantity::octets);
    if (octets < least || octets > most) {
      throw outside(key, Quantity.text(least), Quantity.text(most));
    }
    return octets;
  }

  int octets(String key, int least, int most) throws ConfigException {
    return Math.toIntExact(octets(key, (long) least, most));
  }

  int count(String key, int least, int most) throws ConfigException {
    int count = parsed(key, "a whole number", OptionReader::wholeNumber);
    if (count < least || count > most) {
      throw outside(key, Integer.toString(least), Integer.toString(most));
    }
    return count;
  }

  double fraction(String key, double least, double most) throws ConfigException {
    double fraction = parsed(key, "a number such as 0.1", OptionReader::decimal);
    if (fraction < least || fraction > most) {
      throw outside(key, Double.toString(least), Double.toString(most));
    }
    return fraction;
  }

  /**
   * Two options that do not fit each other, at the place of the one that somebody has set.
   *
   * @param relation completes the sentence "KEY … OTHER"
   */
  ConfigException conflict(String key, String relation, String other) {
    Position first = written(key).position();
    Position place = first.isGiven() ? first : written(other).position();
    return new ConfigException(place + ": " + path + key + " " + relation + " " + path + other);
  }

  private Node written(String key) {
    return Objects.requireNonNull(mapping.entries().get(key), key);
  }

  private ConfigException fault(String key, Node node, String problem) {
    Position position = node.position();
    String option = position.isFlag() ? "" : ": " + path + key;
    return new ConfigException(position + option + ": " + problem);
  }

  private ConfigException isNot(String key, Scalar scalar, String expected) {
    return fault(key, scalar, Quoted.of(scalar.text()) + " is not " + expected);
  }

  private ConfigException outside(String key, String least, String most) throws ConfigException {
    return isNot(key, scalar(key), "between " + least + " and " + most);
  }

  private Scalar scalar(String key) throws ConfigException {
    Node node = take(key);
    if (!(node instanceof Scalar scalar)) {
      throw fault(key, node, "expected one value; one that begins with [ or { needs quotes");
    }
    if (scalar.text().isEmpty()) {
      throw fault(key, node, "has no value");
    }
    return scalar;
  }

  private Sequence sequence(String key) throws ConfigException {
    Node node = take(key);
    if (!(node instanceof Sequence sequence)) {
      throw fault(key, node, "expected a list");
    }
    return sequence;
  }

  private Node take(String key) throws ConfigException {
    taken.add(key);
    named.add(path + key);
    Node node = mapping.entries().get(key);
    if (node == null) {
      refuseAMisspelling(key);
      throw new ConfigException(mapping.position() + ": " + path + key + " is required too");
    }
    return node;
  }

  /** Whoever has misspelt what is required is to be told of what is there. */
  private void refuseAMisspelling(String key) throws ConfigException {
    Set<String> untaken = new LinkedHashSet<>(mapping.entries().keySet());
    untaken.removeAll(taken);
    Optional<String> misspelt = Spelling.nearest(key, untaken);
    if (misspelt.isPresent()) {
      throw unknown(misspelt.get(), List.of(key));
    }
  }

  private void refuseTheRest() throws ConfigException {
    for (String key : mapping.entries().keySet()) {
      if (!taken.contains(key)) {
        throw unknown(key, taken);
      }
    }
  }

  private ConfigException unknown(String key, Collection<String> known) {
    return new ConfigException(
        written(key).position()
            + ": there is no option "
            + Quoted.of(path + key)
            + Spelling.nearest(key, known).map(near -> "; did you mean " + near + "?").orElse(""));
  }

  private static Optional<Integer> wholeNumber(String text) {
    boolean digits = text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static Optional<Double> decimal(String text) {
    return text.matches("\\d{1,9}(\\.\\d{1,9})?")
        ? Optional.of(Double.valueOf(text))
        : Optional.empty();
  }
}
