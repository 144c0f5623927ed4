package org.nativecomet.gateway.subscription;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.nativecomet.gateway.http.EntityTag;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.VarySelection;

/**
 * Those whom the origin shows the same representation, although each asks with credentials. Fit to
 * be a key.
 *
 * @param selection what their requests have in the fields that the response varies by
 * @param representation names what they are shown: equal for the same status, tag, type and octets.
 *     Whoever could make two of them collide would be shown what is another's, so a checksum will
 *     not do
 */
record Circle(TargetUri target, VarySelection selection, String representation) {
  private static final List<String> DESCRIBING =
      List.of("Content-Type", "Content-Encoding", "Content-Language");

  /** The circle of those who are shown this. */
  static Circle of(TargetUri target, VarySelection selection, Representation shown) {
    MessageDigest digest = sha256();
    StringBuilder head = new StringBuilder();
    head.append(shown.statusCode()).append('\n');
    head.append(shown.tag().map(EntityTag::toString).orElse("")).append('\n');
    for (String name : DESCRIBING) {
      head.append(shown.fields().combined(name).orElse("")).append('\n');
    }
    digest.update(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    digest.update(shown.content());
    return new Circle(target, selection, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
