package org.nativecomet.spec;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reader of ABNF (RFC 5234, with the list extension of RFC 9110, section 5.6.1) that knows just
 * enough to tell whether a grammar is well formed and which rules it needs.
 */
final class Abnf {
  private static final Pattern RULE = Pattern.compile("([A-Za-z][A-Za-z0-9-]*) *= *(.*)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
  private static final Pattern REPEAT = Pattern.compile("([0-9]*[*#][0-9]*|[0-9]+)");
  private static final Pattern TERMINAL =
      Pattern.compile("\"[^\"]*\"|%[xdb][0-9A-Fa-f]+([-.][0-9A-Fa-f]+)*");

  private final Set<String> references = new LinkedHashSet<>();
  private String input = "";
  private int position;

  /**
   * Reads the rules of a block.
   *
   * @return for each rule the rules that it refers to
   * @throws IllegalArgumentException if it is not ABNF
   */
  static Map<String, Set<String>> read(String block) {
    Map<String, Set<String>> rules = new LinkedHashMap<>();
    for (String definition : block.split("\n(?=[^ \n])", -1)) {
      if (definition.isBlank()) {
        continue;
      }
      Matcher rule = RULE.matcher(definition.replaceAll("\\s+", " ").strip());
      if (!rule.matches()) {
        throw new IllegalArgumentException("not a rule: " + definition);
      }
      Abnf reader = new Abnf();
      reader.input = rule.group(2);
      reader.alternation();
      reader.expectEnd();
      if (rules.put(rule.group(1), reader.references) != null) {
        throw new IllegalArgumentException("defined twice: " + rule.group(1));
      }
    }
    return rules;
  }

  private void alternation() {
    concatenation();
    while (skip('/')) {
      concatenation();
    }
  }

  private void concatenation() {
    do {
      repetition();
    } while (position < input.length() && "/)]".indexOf(input.charAt(position)) < 0);
  }

  private void repetition() {
    take(REPEAT);
    if (skip('(')) {
      alternation();
      expect(')');
    } else if (skip('[')) {
      alternation();
      expect(']');
    } else if (take(TERMINAL).isEmpty()) {
      String name = take(NAME);
      if (name.isEmpty()) {
        throw new IllegalArgumentException("expected an element at " + position + ": " + input);
      }
      references.add(name);
    }
    skip(' ');
  }

  private boolean skip(char expected) {
    if (position < input.length() && input.charAt(position) == expected) {
      position++;
      while (position < input.length() && input.charAt(position) == ' ') {
        position++;
      }
      return true;
    }
    return false;
  }

  private void expect(char expected) {
    if (!skip(expected)) {
      throw new IllegalArgumentException("expected " + expected + " at " + position + ": " + input);
    }
  }

  private void expectEnd() {
    if (position < input.length()) {
      throw new IllegalArgumentException("left over: " + input.substring(position));
    }
  }

  private String take(Pattern pattern) {
    Matcher matcher = pattern.matcher(input).region(position, input.length());
    if (!matcher.lookingAt()) {
      return "";
    }
    position = matcher.end();
    return matcher.group();
  }
}
