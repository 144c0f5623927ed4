package org.nativecomet.gateway.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of configuration as it was written, before anybody has asked what it means. */
sealed interface Node {
  /** Where it was written, for messages. */
  Position position();

  /**
   * A place that a person can find.
   *
   * @param source a file name or a flag
   * @param line from 1; 0 where the source has no lines
   */
  record Position(String source, int line) {
    /** What the shipped file is called, so that no fault is sought where nobody wrote. */
    static final String DEFAULTS = "the defaults";

    /** Whether somebody other than us wrote it. */
    boolean isGiven() {
      return !source.equals(DEFAULTS);
    }

    /** Whether the text came from the command line. */
    boolean isFlag() {
      return line == 0;
    }

    @Override
    public String toString() {
      return isFlag() ? source : source + ", line " + line;
    }
  }

  /** One value; {@code text} is empty where a key was written without one. */
  record Scalar(String text, Position position) implements Node {}

  /** A list. */
  record Sequence(List<Node> elements, Position position) implements Node {
    public Sequence {
      elements = List.copyOf(elements);
    }
  }

  /** Keys and their values, in the order written. */
  record Mapping(Map<String, Node> entries, Position position) implements Node {
    /** This with what {@code newer} says in place of it; mappings are merged key by key. */
    Mapping overlaidBy(Mapping newer) {
      Map<String, Node> merged = new LinkedHashMap<>(entries);
      newer.entries.forEach((key, value) -> merged.merge(key, value, Mapping::overlay));
      return new Mapping(merged, newer.position);
    }

    Mapping without(List<String> keys) {
      Map<String, Node> kept = new LinkedHashMap<>(entries);
      kept.keySet().removeAll(keys);
      return new Mapping(kept, position);
    }

    private static Node overlay(Node older, Node newer) {
      if (older instanceof Mapping below && newer instanceof Mapping above) {
        return below.overlaidBy(above);
      }
      // A section whose options are all commented out changes nothing.
      boolean emptySection =
          older instanceof Mapping && newer instanceof Scalar scalar && scalar.text().isEmpty();
      return emptySection ? older : newer;
    }
  }

  /** The mapping that holds nothing but this value at this path, such as {@code log.level}. */
  static Mapping single(String path, Node value) {
    Deque<String> keys = new ArrayDeque<>(new ArrayList<>(List.of(path.split("\\.", -1))));
    Node node = value;
    while (!keys.isEmpty()) {
      node = new Mapping(Map.of(keys.removeLast(), node), value.position());
    }
    return (Mapping) node;
  }
}
