package org.nativecomet.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.nativecomet.gateway.http.Authority;

/** Reads the URI of an origin: a scheme, an authority and at most a path to put before targets. */
final class OriginUri {
  private OriginUri() {}

  static Optional<URI> parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    boolean plain =
        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
    if (!http || !plain || uri.getHost() == null || uri.getPort() == 0) {
      return Optional.empty();
    }
    return Authority.normalize(uri.getScheme(), uri.getRawAuthority()).map(authority -> uri);
  }
}
