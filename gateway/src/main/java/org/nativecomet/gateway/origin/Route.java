package org.nativecomet.gateway.origin;

import java.net.URI;
import java.util.Optional;
import org.nativecomet.gateway.http.Authority;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.Tokens;

/**
 * Which targets go to an origin.
 *
 * @param host matches the authority, or the authority without its port; empty matches every one
 * @param path matches targets whose path begins with these whole segments; empty matches every path
 * @param origin http or https, with an optional path that is put before every target's
 */
public record Route(Optional<String> host, Optional<String> path, URI origin) {
  /**
   * Normalises what it is given.
   *
   * @throws IllegalArgumentException with one sentence for the operator, where a part is wrong
   */
  public Route {
    host = host.map(Tokens::lowerCase);
    path = path.map(Route::withoutTrailingSlash);
    if (path.isPresent() && !path.get().isEmpty() && !path.get().startsWith("/")) {
      throw new IllegalArgumentException(
          "The path of a route must begin with a slash: " + path.get());
    }
    boolean known = "http".equals(origin.getScheme()) || "https".equals(origin.getScheme());
    if (!known || origin.getHost() == null || origin.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "An origin must be a URI like http://host:port or https://host:port/path: " + origin);
    }
    if (origin.getRawQuery() != null || origin.getRawFragment() != null) {
      throw new IllegalArgumentException("An origin has no query and no fragment: " + origin);
    }
  }

  /** Everything goes to this origin. */
  public static Route to(URI origin) {
    return new Route(Optional.empty(), Optional.empty(), origin);
  }

  boolean matches(TargetUri target) {
    return host.map(name -> matchesHost(name, target.authority())).orElse(true)
        && path.map(prefix -> matchesPath(prefix, target.path())).orElse(true);
  }

  /** Host and, unless it is the scheme's default, port of the origin. */
  String authority() {
    return Authority.normalize(origin.getScheme(), origin.getRawAuthority()).orElseThrow();
  }

  /** The request target to send to the origin, octet for octet but for the path put before it. */
  String requestTarget(TargetUri target) {
    boolean asterisk = target.pathAndQuery().equals("*");
    return asterisk ? "*" : withoutTrailingSlash(origin.getRawPath()) + target.pathAndQuery();
  }

  private static boolean matchesHost(String name, String authority) {
    return authority.equals(name)
        || (authority.startsWith(name) && authority.substring(name.length()).matches(":\\d+"));
  }

  private static boolean matchesPath(String prefix, String path) {
    return path.startsWith(prefix)
        && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')
        && !path.equals("*");
  }

  private static String withoutTrailingSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
