package org.nativecomet.gateway.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.gateway.http.Authority;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.PathTemplate;
import org.nativecomet.gateway.http.TargetTemplate;
import org.nativecomet.gateway.http.Tokens;

/**
 * What an unsafe request changes beside its target.
 *
 * @param methods every unsafe one where empty
 * @param host normalised for http; any where empty
 * @param changes use no variables but those of the path
 */
public record RuleSection(
    Set<String> methods, Optional<String> host, PathTemplate path, List<TargetTemplate> changes) {
  /**
   * Written otherwise these would be other methods, which no client sends (RFC 9110, section 9.1).
   */
  private static final Set<String> CAPITALS =
      Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");

  public RuleSection {
    methods = Set.copyOf(methods);
    changes = List.copyOf(changes);
  }

  static RuleSection read(OptionReader options) throws ConfigException {
    PathTemplate path =
        options.parsed(
            "path",
            "a path template such as /items/{id}, with at most one variable in a segment",
            PathTemplate::parse);
    return new RuleSection(
        Set.copyOf(
            options.optionalList("methods", "an unsafe method such as PUT", RuleSection::method)),
        options.optional("host", "a host name", text -> Authority.normalize("http", text)),
        path,
        options.someOf("changes", expectedChange(path), text -> change(path, text)));
  }

  private static String expectedChange(PathTemplate path) {
    String known =
        path.variables().isEmpty()
            ? "path has no variables to use"
            : "the variables are {" + String.join("}, {", path.variables()) + "}";
    return "a path such as /items, or a prefix such as \"/items?*\" (" + known + ")";
  }

  private static Optional<TargetTemplate> change(PathTemplate path, String text) {
    return TargetTemplate.parse(text)
        .filter(template -> path.variables().containsAll(template.variables()));
  }

  private static Optional<String> method(String text) {
    boolean isUnsafe =
        Tokens.isToken(text)
            && !new Method(text).isSafe()
            && CAPITALS.stream().noneMatch(name -> isMisspelt(name, text));
    return isUnsafe ? Optional.of(text) : Optional.empty();
  }

  private static boolean isMisspelt(String name, String text) {
    return name.equalsIgnoreCase(text) && !name.equals(text);
  }
}
