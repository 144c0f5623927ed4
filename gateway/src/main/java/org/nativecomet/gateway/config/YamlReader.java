package org.nativecomet.gateway.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nativecomet.gateway.config.Node.Mapping;
import org.nativecomet.gateway.config.Node.Position;
import org.nativecomet.gateway.config.Node.Scalar;
import org.nativecomet.gateway.config.Node.Sequence;

/**
 * Reads YAML into nodes that remember their lines. Less than YAML allows: one document, no aliases,
 * no key twice.
 */
final class YamlReader {
  private static final YAMLFactory YAML = new YAMLFactory();
  private static final int MAX_DEPTH = 16;

  private final String source;
  private final YAMLParser parser;

  private YamlReader(String source, YAMLParser parser) {
    this.source = source;
    this.parser = parser;
  }

  /**
   * Reads a whole document.
   *
   * @param source what to call it in messages
   */
  static Mapping read(String source, String text) throws ConfigException {
    try (YAMLParser parser = YAML.createParser(text)) {
      return new YamlReader(source, parser).document();
    } catch (JacksonException malformed) {
      int line = malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr();
      throw new ConfigException(
          new Position(source, line) + ": not valid YAML: " + problem(malformed));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private Mapping document() throws IOException, ConfigException {
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return new Mapping(Map.of(), new Position(source, 1));
    }
    Position start = here();
    if (!(node(start, 0) instanceof Mapping mapping)) {
      throw new ConfigException(start + ": expected options written as KEY: VALUE");
    }
    if (parser.nextToken() != null) {
      throw new ConfigException(here() + ": expected one YAML document, found a second");
    }
    return mapping;
  }

  /** The node at the current token. A value counts as written where its key is. */
  private Node node(Position position, int depth) throws IOException, ConfigException {
    if (depth > MAX_DEPTH) {
      throw new ConfigException(position + ": nested deeper than any option is");
    }
    JsonToken token = parser.currentToken();
    if (parser.isCurrentAlias() || token == null) {
      throw new ConfigException(position + ": YAML aliases are not supported");
    }
    return switch (token) {
      case START_OBJECT -> mapping(position, depth);
      case START_ARRAY -> sequence(position, depth);
      case VALUE_NULL -> new Scalar("", position);
      default -> new Scalar(parser.getText(), position);
    };
  }

  private Mapping mapping(Position position, int depth) throws IOException, ConfigException {
    Map<String, Node> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Position keyPosition = here();
      parser.nextToken();
      if (entries.put(key, node(keyPosition, depth + 1)) != null) {
        throw new ConfigException(keyPosition + ": " + Quoted.of(key) + " is given twice");
      }
    }
    return new Mapping(entries, position);
  }

  private Sequence sequence(Position position, int depth) throws IOException, ConfigException {
    List<Node> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(node(here(), depth + 1));
    }
    return new Sequence(elements, position);
  }

  private Position here() {
    return new Position(source, Math.max(1, parser.currentTokenLocation().getLineNr()));
  }

  /** What is wrong, out of a message that also shows the surroundings on indented lines. */
  private static String problem(JacksonException malformed) {
    return malformed
        .getOriginalMessage()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .reduce((first, last) -> last)
        .orElse("unreadable");
  }
}
