package org.nativecomet.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the operator shows the admin listener. Never printed.
 *
 * @param value as it stands in the Authorization field behind {@code Bearer}
 */
public record AdminToken(String value) {
  static final String EXPECTED = "a token of letters, digits and -._~+/, such as a random one";

  /** RFC 6750, section 2.1. */
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  static Optional<AdminToken> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new AdminToken(text)) : Optional.empty();
  }

  /** The token that is all that a file holds, but for white space around it. */
  static Optional<AdminToken> readFrom(String file) {
    try {
      return parse(Files.readString(Path.of(file)).strip());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "AdminToken[*]";
  }
}
