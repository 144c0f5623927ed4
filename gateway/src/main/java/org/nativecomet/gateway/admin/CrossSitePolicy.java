package org.nativecomet.gateway.admin;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.Authority;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.Tokens;

/**
 * Whether a request to the admin listener may have come from a web page of somebody else, by way of
 * the operator's browser. Two ways lead there: a page posts to an address it knows, and gives
 * itself away by its Origin field; or a page has its own name resolve to the admin address (DNS
 * rebinding), and gives itself away by that name.
 */
final class CrossSitePolicy {
  /** What becomes of a request, and why. */
  enum Verdict {
    ALLOWED(200, ""),
    /** The request names a host that this listener does not go by. */
    FOREIGN_HOST(421, "The admin listener does not answer for this host."),
    /** A page of another origin has sent it. */
    FOREIGN_ORIGIN(403, "Requests from web pages of other origins are refused.");

    private final int statusCode;
    private final String detail;

    Verdict(int statusCode, String detail) {
      this.statusCode = statusCode;
      this.detail = detail;
    }

    int statusCode() {
      return statusCode;
    }

    String detail() {
      return detail;
    }
  }

  private static final Pattern IP_ADDRESS =
      Pattern.compile("\\[[0-9a-f:.]+]|(?:\\d{1,3}\\.){3}\\d{1,3}");

  private final String configuredHost;

  CrossSitePolicy(String configuredHost) {
    this.configuredHost = Tokens.lowerCase(configuredHost);
  }

  Verdict decide(Request request) {
    TargetUri target = request.target();
    if (!isOwnHost(target)) {
      return Verdict.FOREIGN_HOST;
    }
    return isOwn(request.fields().values("Origin"), target)
        ? Verdict.ALLOWED
        : Verdict.FOREIGN_ORIGIN;
  }

  /** Whether the authority is one that only this listener, and nobody's domain, may go by. */
  boolean isOwnHost(TargetUri target) {
    String host = hostOf(target.authority());
    return host.equals("localhost")
        || host.equals(configuredHost)
        || IP_ADDRESS.matcher(host).matches();
  }

  private static String hostOf(String authority) {
    int colon = authority.lastIndexOf(':');
    boolean port = colon > authority.lastIndexOf(']');
    return port ? authority.substring(0, colon) : authority;
  }

  /** Programs send no Origin field; a page's is compared as RFC 6454, section 5, has it. */
  private static boolean isOwn(List<String> origins, TargetUri target) {
    if (origins.isEmpty()) {
      return true;
    }
    String prefix = target.scheme() + "://";
    String origin = origins.get(0);
    if (origins.size() > 1 || !origin.startsWith(prefix)) {
      return false;
    }
    Optional<String> authority =
        Authority.normalize(target.scheme(), origin.substring(prefix.length()));
    return authority.equals(Optional.of(target.authority()));
  }
}
