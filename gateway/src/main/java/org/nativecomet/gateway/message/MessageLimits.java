package org.nativecomet.gateway.message;

/**
 * How large an enclosed request may be.
 *
 * @param maxHead octets of the request line and the field section together, and of the trailer
 *     section of chunked content
 * @param maxFields field lines
 * @param maxTarget octets of the request target
 * @param maxContent octets of content
 * @param maxBlankOctets octets of CRLFs between two messages, that come without a pause
 */
public record MessageLimits(
    int maxHead, int maxFields, int maxTarget, int maxContent, int maxBlankOctets) {

  /**
   * Content above {@link #maxContent} is skipped, since its end is still known. Of chunked content,
   * whose end is not announced, this many times the limit is skipped before the stream is given up.
   */
  private static final long SKIPPED_MULTIPLE = 16;

  public MessageLimits {
    if (maxHead < 1 || maxFields < 1 || maxTarget < 1 || maxContent < 0 || maxBlankOctets < 0) {
      throw new IllegalArgumentException("limits of enclosed requests must not be negative");
    }
  }

  /** The most octets of chunked content that are read and thrown away. */
  public long maxSkipped() {
    return SKIPPED_MULTIPLE * maxContent;
  }
}
