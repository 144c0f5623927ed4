package org.nativecomet.gateway.config;

import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.http.Tokens;

/**
 * Stored responses.
 *
 * @param maxOctets 0 turns storing off
 * @param maxResponse octets of one response
 * @param targetedFields names, from the most applicable to the least
 * @param caching for routes that do not say otherwise
 */
public record CacheSection(
    long maxOctets, int maxResponse, List<String> targetedFields, RouteCachingSection caching) {
  private static final long ONE_TIB = 1L << 40;

  /** Beyond this, storing one response would cost more memory than fetching it costs time. */
  private static final int LARGEST_RESPONSE = 64 * 1024 * 1024;

  public CacheSection {
    targetedFields = List.copyOf(targetedFields);
  }

  static CacheSection read(OptionReader options) throws ConfigException {
    return new CacheSection(
        options.octets("max-octets", 0L, ONE_TIB),
        options.octets("max-response", 0, LARGEST_RESPONSE),
        options.list(
            "targeted-fields",
            "a field name such as CDN-Cache-Control",
            text -> Optional.of(text).filter(Tokens::isToken)),
        RouteCachingSection.read(options));
  }
}
