package org.nativecomet.gateway.admin;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.http.Authority;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.Tokens;

/**
 * How people write which resources they mean: a URI, a URI with an asterisk at its end for
 * everything that begins like it, or {@code group:} and the name of a cache group.
 *
 * <p>A path means the resource under every authority, an absolute URI means it under that authority
 * alone. The scheme does not narrow it: whoever tells does not know on which of our listeners, with
 * or without TLS, the resource is asked for.
 */
final class ExtentNotation {
  /** Visible ASCII without a fragment, as a request line would carry it. */
  private static final String REST = "[!-\"$-~]*";

  private static final Pattern ORIGIN_FORM = Pattern.compile("/" + REST);
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?i)(https?)://([^/?#]+)(|[/?]" + REST + ")");
  private static final String GROUP = "group:";

  /** What a String of RFC 9651 can hold. */
  private static final Pattern GROUP_NAME = Pattern.compile("[ -~]+");

  private ExtentNotation() {}

  /** Reads any of the three; empty where the text is none. */
  static Optional<Extent> any(String text) {
    if (text.startsWith(GROUP)) {
      return group(text.substring(GROUP.length()));
    }
    if (text.endsWith("*")) {
      return target(text.substring(0, text.length() - 1))
          .map(target -> new Extent.StartingWith(target.pathAndQuery(), scope(target)));
    }
    return one(text);
  }

  /** Reads the URI of one resource. */
  static Optional<Extent> one(String text) {
    return target(text).map(target -> new Extent.OneTarget(target.pathAndQuery(), scope(target)));
  }

  /**
   * Reads a URI that means itself with any query, and all below it. With an asterisk at its end, or
   * with a query, it means everything that begins like it.
   */
  static Optional<Extent> prefix(String text) {
    if (text.endsWith("*")) {
      return any(text);
    }
    return target(text)
        .map(
            target ->
                target.pathAndQuery().contains("?")
                    ? new Extent.StartingWith(target.pathAndQuery(), scope(target))
                    : new Extent.Below(target.pathAndQuery(), scope(target)));
  }

  /** Reads the name of a group, which may be of any origin. */
  static Optional<Extent> group(String name) {
    return GROUP_NAME.matcher(name).matches()
        ? Optional.of(new Extent.InGroup(name, target -> true))
        : Optional.empty();
  }

  /** Reads a path with its query, or an absolute URI; the authority of a path is empty. */
  static Optional<TargetUri> target(String text) {
    if (ORIGIN_FORM.matcher(text).matches()) {
      return Optional.of(new TargetUri("http", "", text));
    }
    Matcher absolute = ABSOLUTE.matcher(text);
    if (!absolute.matches()) {
      return Optional.empty();
    }
    String scheme = Tokens.lowerCase(absolute.group(1));
    String rest = absolute.group(3);
    String pathAndQuery = rest.startsWith("/") ? rest : "/" + rest;
    return Authority.normalize(scheme, absolute.group(2))
        .map(authority -> new TargetUri(scheme, authority, pathAndQuery));
  }

  private static Predicate<TargetUri> scope(TargetUri named) {
    String authority = named.authority();
    return authority.isEmpty() ? target -> true : target -> authority.equals(target.authority());
  }
}
