package org.nativecomet.samples.nativeorigin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A state of a resource.
 *
 * @param tag strong entity tag, made of type and content, so that equal states have equal tags
 *     whenever they come about
 * @param modified whole seconds, as in Last-Modified
 * @param sharesItsSecond whether the resource had another state within the same second, so that the
 *     date does not tell them apart (SUB-8)
 */
record Representation(
    String type, String content, String tag, Instant modified, boolean sharesItsSecond) {
  private static final int TAG_OCTETS = 12;

  static Representation of(String type, String content, Instant modified, boolean sharesItsSecond) {
    return new Representation(
        type, content, '"' + digest(type + "\n" + content) + '"', modified, sharesItsSecond);
  }

  /** The response to a GET for it (SUB-22, LP-14). */
  Response response() {
    return validators(Response.of(200, content)).with("Content-Type", type);
  }

  /** The response to whoever has it already. */
  Response notModified() {
    return validators(Response.of(304));
  }

  /** And that it can be subscribed to (SUB-46). */
  private Response validators(Response response) {
    return response
        .with("ETag", tag)
        .with("Last-Modified", HttpDate.format(modified))
        .with("Cache-Control", "no-cache")
        .with("Accept-Subscribe", "message/http, application/http");
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1));
      return HexFormat.of().formatHex(digest, 0, TAG_OCTETS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
