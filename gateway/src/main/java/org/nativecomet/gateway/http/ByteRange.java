package org.nativecomet.gateway.http;

/**
 * A range of octets of a representation (RFC 9110, section 14.1.2).
 *
 * @param first the position of the first octet, from 0
 * @param last the position of the last octet, inclusive; not before the first
 */
public record ByteRange(long first, long last) {
  public ByteRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException(first + "-" + last);
    }
  }

  /** How many octets there are. */
  public long length() {
    return last - first + 1;
  }

  /** Whether all of the other is in this one. */
  public boolean contains(ByteRange other) {
    return first <= other.first && other.last <= last;
  }

  /** Whether they have an octet in common. */
  public boolean overlaps(ByteRange other) {
    return first <= other.last && other.first <= last;
  }
}
