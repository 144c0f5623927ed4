package org.nativecomet.gateway.subscription;

import java.util.Optional;
import java.util.zip.CRC32C;
import org.nativecomet.gateway.http.EntityTag;

/**
 * A short name for a version of a representation: its entity tag and a checksum of its octets. The
 * checksum is there for origins without tags, and for tags that two versions of one second share.
 */
final class Fingerprint {
  private Fingerprint() {}

  static String of(Optional<EntityTag> tag, byte[] content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    return of(tag, content.length, checksum);
  }

  /** The same, of content that was not kept. */
  static String of(Optional<EntityTag> tag, long length, CRC32C checksum) {
    String octets = Long.toHexString(length) + ':' + Long.toHexString(checksum.getValue());
    return tag.map(known -> known.weak() ? known.toString() : known + ":" + octets).orElse(octets);
  }
}
