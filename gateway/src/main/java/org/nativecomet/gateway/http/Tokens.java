package org.nativecomet.gateway.http;

import java.util.ArrayList;
import java.util.List;

/** The small grammar that fields share: tokens, quoted strings and comma lists (RFC 9110, 5.6). */
public final class Tokens {
  private static final String DELIMITERS = "\"(),/:;<=>?@[\\]{}";

  private Tokens() {}

  /** Whether the character may be part of a token (RFC 9110, section 5.6.2). */
  public static boolean isTokenCharacter(int c) {
    return c > 0x20 && c < 0x7f && DELIMITERS.indexOf(c) < 0;
  }

  /** Whether the text is a token: one or more token characters. */
  public static boolean isToken(CharSequence text) {
    if (text.length() == 0) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenCharacter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The elements of a list field (RFC 9110, section 5.6.1): split at commas outside quoted strings,
   * white space trimmed, empty elements dropped.
   */
  public static List<String> list(String value) {
    return split(value, ',');
  }

  /** The same as {@link #list} with another separator, such as the {@code ;} between parameters. */
  public static List<String> split(String value, char separator) {
    List<String> elements = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || (!quoted && value.charAt(i) == separator)) {
        String element = trim(value.substring(start, i));
        if (!element.isEmpty()) {
          elements.add(element);
        }
        start = i + 1;
      } else if (value.charAt(i) == '"') {
        quoted = !quoted;
      } else if (quoted && value.charAt(i) == '\\') {
        i++;
        if (i == value.length()) {
          i--;
        }
      }
    }
    return elements;
  }

  /** Whether every quoted string in the value comes to an end. */
  public static boolean hasClosedQuotes(String value) {
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) == '"') {
        quoted = !quoted;
      } else if (quoted && value.charAt(i) == '\\') {
        i++;
      }
    }
    return !quoted;
  }

  /** Without the optional white space (SP and HTAB only) around it. */
  public static String trim(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && isWhitespace(value.charAt(start))) {
      start++;
    }
    while (end > start && isWhitespace(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(start, end);
  }

  /** The content of a quoted string, or the text itself where it is not one. */
  public static String unquote(String value) {
    if (value.length() < 2 || value.charAt(0) != '"' || !value.endsWith("\"")) {
      return value;
    }
    StringBuilder content = new StringBuilder(value.length());
    for (int i = 1; i < value.length() - 1; i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length() - 1) {
        i++;
        c = value.charAt(i);
      }
      content.append(c);
    }
    return content.toString();
  }

  /** The text itself where it is a token, or else a quoted string of it. */
  public static String tokenOrQuoted(String text) {
    if (isToken(text)) {
      return text;
    }
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Lower case by the rules of ASCII, whatever the machine's language: octets above stay. */
  public static String lowerCase(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUpperCase(text.charAt(i))) {
        return lowerCase(text, i);
      }
    }
    return text;
  }

  private static String lowerCase(String text, int firstUpperCase) {
    char[] characters = text.toCharArray();
    for (int i = firstUpperCase; i < characters.length; i++) {
      if (isUpperCase(characters[i])) {
        characters[i] = (char) (characters[i] + ('a' - 'A'));
      }
    }
    return new String(characters);
  }

  private static boolean isUpperCase(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isWhitespace(char c) {
    return c == ' ' || c == '\t';
  }
}
