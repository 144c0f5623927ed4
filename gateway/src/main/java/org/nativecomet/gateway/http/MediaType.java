package org.nativecomet.gateway.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A media type or media range with its parameters (RFC 9110, sections 8.3.1 and 12.5.1).
 *
 * @param type lower case, {@code *} in a range
 * @param subtype lower case, {@code *} in a range
 * @param parameters names in lower case, values unquoted, {@code q} and what follows it included
 */
public record MediaType(String type, String subtype, Map<String, String> parameters) {

  public MediaType {
    parameters = Map.copyOf(parameters);
  }

  /** Parses one media type or range; empty where the text is none. */
  public static Optional<MediaType> parse(String text) {
    List<String> parts = Tokens.split(text, ';');
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    String range = parts.get(0);
    int slash = range.indexOf('/');
    if (slash <= 0
        || !Tokens.isToken(range.substring(0, slash))
        || !Tokens.isToken(range.substring(slash + 1))) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : parts.subList(1, parts.size())) {
      int equals = parameter.indexOf('=');
      if (equals <= 0) {
        return Optional.empty();
      }
      parameters.put(
          Tokens.lowerCase(Tokens.trim(parameter.substring(0, equals))),
          Tokens.unquote(Tokens.trim(parameter.substring(equals + 1))));
    }
    return Optional.of(
        new MediaType(
            Tokens.lowerCase(range.substring(0, slash)),
            Tokens.lowerCase(range.substring(slash + 1)),
            parameters));
  }

  /** The type and subtype without parameters. */
  public String essence() {
    return type + "/" + subtype;
  }

  public boolean is(String otherEssence) {
    return essence().equals(otherEssence);
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** The weight of a range in thousandths (RFC 9110, section 12.4.2); a bad one counts as 0. */
  public int weight() {
    return Weight.parse(parameters.get("q"));
  }
}
