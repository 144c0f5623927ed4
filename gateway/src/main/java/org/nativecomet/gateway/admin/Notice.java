package org.nativecomet.gateway.admin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.http.Authority;
import org.nativecomet.gateway.http.Tokens;

/**
 * One target of a notice.
 *
 * @param authority the only authority that is meant; any where empty
 * @param pathAndQuery octet for octet as the resource is requested
 */
record Notice(Optional<String> authority, String pathAndQuery) {
  /** Visible ASCII without a fragment, as a request line would carry it. */
  private static final String REST = "[!-\"$-~]*";

  private static final Pattern ORIGIN_FORM = Pattern.compile("/" + REST);
  private static final Pattern ABSOLUTE =
      Pattern.compile("(?i)(https?)://([^/?#]+)(|[/?]" + REST + ")");

  /** Reads a path with query, or an absolute http or https URI; empty where the text is neither. */
  static Optional<Notice> parse(String target) {
    if (ORIGIN_FORM.matcher(target).matches()) {
      return Optional.of(new Notice(Optional.empty(), target));
    }
    Matcher absolute = ABSOLUTE.matcher(target);
    if (!absolute.matches()) {
      return Optional.empty();
    }
    String rest = absolute.group(3);
    String pathAndQuery = rest.startsWith("/") ? rest : "/" + rest;
    return Authority.normalize(Tokens.lowerCase(absolute.group(1)), absolute.group(2))
        .map(authority -> new Notice(Optional.of(authority), pathAndQuery));
  }

  /**
   * The change that this tells of. The scheme does not narrow it: whoever tells does not know on
   * which of our listeners, with or without TLS, the resource is asked for.
   */
  Change toChange() {
    return Change.of(
        pathAndQuery,
        target -> authority.isEmpty() || authority.get().equals(target.authority()),
        Change.Cause.NOTICE);
  }
}
