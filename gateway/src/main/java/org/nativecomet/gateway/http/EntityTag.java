package org.nativecomet.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entity tag (RFC 9110, section 8.8.3).
 *
 * @param weak whether it was prefixed with {@code W/}
 * @param opaque the characters between the quotes
 */
public record EntityTag(boolean weak, String opaque) {

  /** Parses one entity tag; empty where the text is none. */
  public static Optional<EntityTag> parse(String text) {
    boolean weak = text.startsWith("W/");
    String quoted = weak ? text.substring(2) : text;
    if (quoted.length() < 2 || quoted.charAt(0) != '"' || !quoted.endsWith("\"")) {
      return Optional.empty();
    }
    String opaque = quoted.substring(1, quoted.length() - 1);
    for (int i = 0; i < opaque.length(); i++) {
      char c = opaque.charAt(i);
      if (c == '"' || c < 0x21 || c == 0x7f) {
        return Optional.empty();
      }
    }
    return Optional.of(new EntityTag(weak, opaque));
  }

  /** The tag in the ETag field of a response. */
  public static Optional<EntityTag> of(Fields response) {
    return response.first("ETag").flatMap(EntityTag::parse);
  }

  /**
   * The tags of an {@code If-None-Match} or {@code If-Match} value; {@code *} is not a tag and is
   * left out. A backslash escapes nothing inside a tag, so this is not the ordinary list grammar.
   */
  public static List<EntityTag> list(String value) {
    List<EntityTag> tags = new ArrayList<>();
    int i = 0;
    while (i < value.length()) {
      int open = value.indexOf('"', i);
      int close = open < 0 ? -1 : value.indexOf('"', open + 1);
      if (close < 0) {
        break;
      }
      int start = open >= 2 && value.startsWith("W/", open - 2) && open - 2 >= i ? open - 2 : open;
      parse(value.substring(start, close + 1)).ifPresent(tags::add);
      i = close + 1;
    }
    return tags;
  }

  /** Equal and neither weak (RFC 9110, section 8.8.3.2). */
  public boolean matchesStrongly(EntityTag other) {
    return !weak && !other.weak && opaque.equals(other.opaque);
  }

  /** Equal but for the weakness of either (RFC 9110, section 8.8.3.2). */
  public boolean matchesWeakly(EntityTag other) {
    return opaque.equals(other.opaque);
  }

  @Override
  public String toString() {
    return (weak ? "W/\"" : "\"") + opaque + '"';
  }
}
