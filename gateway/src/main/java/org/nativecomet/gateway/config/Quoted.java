package org.nativecomet.gateway.config;

/** Text from outside, as a message shows it: in quotes, on one line, not too long. */
final class Quoted {
  private static final int MAX_LENGTH = 80;

  private Quoted() {}

  static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .limit(MAX_LENGTH)
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .forEach(quoted::appendCodePoint);
    return quoted.append(text.length() > MAX_LENGTH ? "…\"" : "\"").toString();
  }
}
