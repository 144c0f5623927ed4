package org.nativecomet.gateway.cache;

/**
 * How much may be stored.
 *
 * @param maxOctets of all stored responses together, fields included; 0 turns storing off
 * @param maxResponse the most octets of content of one stored response
 */
public record CacheOptions(long maxOctets, long maxResponse) {
  /** The largest content that may be stored at all: it is kept in one array. */
  public static final long LARGEST_RESPONSE = 1L << 30;

  /** Room for a few hundred ordinary representations, in a process of modest size. */
  public static final CacheOptions DEFAULT = new CacheOptions(64L << 20, 8L << 20);

  public CacheOptions {
    if (maxOctets < 0) {
      throw new IllegalArgumentException("max-octets must not be negative");
    }
    if (maxResponse < 0 || maxResponse > LARGEST_RESPONSE) {
      throw new IllegalArgumentException("max-response must be between 0 and 1GiB");
    }
  }

  /** Whether anything is stored. */
  public boolean isOn() {
    return maxOctets > 0;
  }

  /** The most octets of content that can be stored for one response. */
  long largestContent() {
    return Math.min(maxResponse, maxOctets);
  }

  /**
   * The most octets of responses that are being received to be stored, beside those that are: a
   * quarter more, but always room for one.
   */
  long maxInProgress() {
    return Math.max(largestContent(), maxOctets / 4);
  }
}
