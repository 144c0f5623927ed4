package org.nativecomet.gateway.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The target that a URI reference in a field such as Location means (RFC 3986, section 5.2). */
public final class UriReference {
  /** RFC 3986, appendix B, without the fragment, which is never part of a target. */
  private static final Pattern PARTS =
      Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\\?[^#]*)?(?:#.*)?");

  private UriReference() {}

  /**
   * Resolves a reference against the target of the request whose response contains it.
   *
   * @return empty where it is no reference, or not to an http or https target
   */
  public static Optional<TargetUri> resolve(TargetUri base, String reference) {
    Matcher parts = PARTS.matcher(reference);
    if (!parts.matches() || !isVisible(reference)) {
      return Optional.empty();
    }
    String scheme = parts.group(1) == null ? base.scheme() : Tokens.lowerCase(parts.group(1));
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return Optional.empty();
    }
    String query = parts.group(4) == null ? "" : parts.group(4);
    if (parts.group(2) != null) {
      return Authority.normalize(scheme, parts.group(2))
          .map(authority -> target(scheme, authority, parts.group(3), query));
    }
    if (parts.group(1) != null) {
      return Optional.empty();
    }
    return Optional.of(inSameOrigin(base, parts.group(3), query));
  }

  private static TargetUri inSameOrigin(TargetUri base, String path, String query) {
    if (path.isEmpty()) {
      return query.isEmpty() ? base : base.at(base.path() + query);
    }
    String merged =
        path.startsWith("/")
            ? path
            : base.path().substring(0, base.path().lastIndexOf('/') + 1) + path;
    return target(base.scheme(), base.authority(), merged, query);
  }

  private static TargetUri target(String scheme, String authority, String path, String query) {
    return new TargetUri(scheme, authority, withoutDotSegments(path) + query);
  }

  private static String withoutDotSegments(String path) {
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = (path.startsWith("/") ? path : "/" + path).substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean isDot = segments[i].equals(".");
      boolean isDoubleDot = segments[i].equals("..");
      if (isDoubleDot) {
        kept.pollLast();
      }
      if (!isDot && !isDoubleDot) {
        kept.addLast(segments[i]);
      } else if (i == segments.length - 1) {
        kept.addLast("");
      }
    }
    return "/" + String.join("/", kept);
  }

  private static boolean isVisible(String reference) {
    return reference.chars().allMatch(c -> c > 0x20 && c != 0x7f);
  }
}
