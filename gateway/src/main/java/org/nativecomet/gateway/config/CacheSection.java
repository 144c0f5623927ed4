package org.nativecomet.gateway.config;

/**
 * Stored responses.
 *
 * @param maxOctets 0 turns storing off
 * @param maxResponse octets of one response
 */
public record CacheSection(long maxOctets, int maxResponse) {
  private static final long ONE_TIB = 1L << 40;

  static CacheSection read(OptionReader options) throws ConfigException {
    return new CacheSection(
        options.octets("max-octets", 0L, ONE_TIB),
        options.octets("max-response", 0, Bounds.LARGEST_MESSAGE));
  }
}
