package org.nativecomet.gateway.config;

/**
 * Stored responses.
 *
 * @param maxOctets 0 turns storing off
 * @param maxResponse octets of one response
 */
public record CacheSection(long maxOctets, int maxResponse) {
  private static final long ONE_TIB = 1L << 40;

  /** Beyond this, storing one response would cost more memory than fetching it costs time. */
  private static final int LARGEST_RESPONSE = 64 * 1024 * 1024;

  static CacheSection read(OptionReader options) throws ConfigException {
    return new CacheSection(
        options.octets("max-octets", 0L, ONE_TIB),
        options.octets("max-response", 0, LARGEST_RESPONSE));
  }
}
