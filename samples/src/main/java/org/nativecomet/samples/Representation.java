package org.nativecomet.samples;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * What a GET gives at one moment.
 *
 * @param content never changed by anyone after it was given here
 * @param etag strong, with its quotes; made of the content, so a restart does not reuse one for
 *     something else
 * @param lastModified in whole seconds, as the field has it
 * @param mayGrow whether byte ranges are worth offering
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody writes to the octets
record Representation(
    String contentType, byte[] content, String etag, Instant lastModified, boolean mayGrow) {
  private static final int TAG_OCTETS = 8;

  static Representation of(String contentType, byte[] content, Instant lastModified) {
    return new Representation(
        contentType, content, tagOf(content), lastModified.truncatedTo(ChronoUnit.SECONDS), false);
  }

  static Representation json(String content, Instant lastModified) {
    return of("application/json", content.getBytes(StandardCharsets.UTF_8), lastModified);
  }

  Representation growing() {
    return new Representation(contentType, content, etag, lastModified, true);
  }

  private static String tagOf(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(digest, 0, TAG_OCTETS) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
