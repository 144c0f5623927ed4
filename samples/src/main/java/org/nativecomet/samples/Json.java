package org.nativecomet.samples;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much JSON as an origin without libraries needs: strings out, one flat object in. */
final class Json {
  private static final String STRING =
      "\"((?:[^\"\\\\\\x00-\\x1f]|\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+)\"";
  private static final Pattern MEMBER =
      Pattern.compile("\\s*" + STRING + "\\s*:\\s*(?:" + STRING + "|[-+.0-9a-zA-Z]+)\\s*([,}])");

  private Json() {}

  static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        default -> {
          if (c < ' ') {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /** The string that an object of strings and numbers has under a name. */
  static String stringMember(String json, String name) throws BadRequest {
    String object = json.strip();
    String value = null;
    if (object.startsWith("{")) {
      Matcher member = MEMBER.matcher(object).region(1, object.length());
      while (member.lookingAt()) {
        if (unescape(member.group(1)).equals(name) && member.group(2) != null) {
          value = unescape(member.group(2));
        }
        if (member.group(3).equals("}")) {
          if (member.end() == object.length() && value != null) {
            return value;
          }
          break;
        }
        member.region(member.end(), object.length());
      }
    }
    throw new BadRequest(422, "Send a flat JSON object with a string called " + name + ".");
  }

  private static String unescape(String escaped) {
    StringBuilder text = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = escaped.charAt(++i);
      switch (escape) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append((char) Integer.parseInt(escaped.substring(i + 1, i + 5), 16));
          i += 4;
        }
        default -> text.append(escape);
      }
    }
    return text.toString();
  }
}
