package org.nativecomet.gateway.cache;

import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.WholeContent;
import org.nativecomet.gateway.http.ByteRange;
import org.nativecomet.gateway.http.ContentRange;
import org.nativecomet.gateway.http.EntityTag;
import org.nativecomet.gateway.http.Fields;

/**
 * Which parts of a representation may be stored, and how two of them become one (RFC 9111, sections
 * 3.3 and 3.4). Any part answers requests for what is within it, but only those with the same
 * strong entity tag are of the same representation for sure. Of each variant one continuous part is
 * kept.
 */
final class PartialStorage {
  /** What says something of one answer only. */
  private static final List<String> ABOUT_THE_ANSWER = List.of("Age", "Cache-Status");

  private PartialStorage() {}

  /** The part that a 206 brings, which may be stored if the 200 that it is of may be. */
  static Optional<ContentRange> storable(Request request, Response response) {
    if (response.statusCode() != 206 || !request.fields().has("Range")) {
      return Optional.empty();
    }
    return ContentRange.of(response.fields())
        .filter(part -> isLength(response, part.range().length()));
  }

  /** The part of a 200 that has come before it broke off, if it is known what of. */
  static Optional<ContentRange> ofBroken(StoredResponse head, long octets) {
    long length = head.content().length().orElse(0);
    if (!hasStrongTag(head.fields()) || octets <= 0 || octets >= length) {
      return Optional.empty();
    }
    long first = head.part().map(part -> part.range().first()).orElse(0L);
    long complete = head.part().map(ContentRange::completeLength).orElse(length);
    ByteRange range = new ByteRange(first, first + octets - 1);
    return head.statusCode() == 200
        ? Optional.of(new ContentRange(range, complete))
        : Optional.empty();
  }

  /**
   * What to keep where a part comes to what is stored for the same requests: both as one where they
   * fit together, otherwise what is there if it is whole, otherwise what is new.
   *
   * @param largestContent the most octets to keep together
   */
  static StoredResponse combine(StoredResponse stored, StoredResponse part, long largestContent) {
    ByteRange added = part.part().orElseThrow().range();
    boolean isWhole = stored.part().isEmpty();
    if (!isSameRepresentation(stored, part)) {
      return isWhole ? stored : part;
    }
    if (isWhole) {
      return part.withFields(merged(stored, part)).withContent(stored.content(), Optional.empty());
    }
    ByteRange present = stored.part().get().range();
    boolean touches = present.first() <= added.last() + 1 && added.first() <= present.last() + 1;
    long first = Math.min(present.first(), added.first());
    long last = Math.max(present.last(), added.last());
    if (!touches || last - first >= largestContent) {
      return part;
    }
    byte[] union = new byte[Math.toIntExact(last - first + 1)];
    copy(stored, union, first);
    copy(part, union, first);
    ContentRange range =
        new ContentRange(new ByteRange(first, last), part.part().get().completeLength());
    boolean isComplete = union.length == range.completeLength();
    return part.withFields(merged(stored, part))
        .withContent(Content.of(union), isComplete ? Optional.empty() : Optional.of(range));
  }

  private static Fields merged(StoredResponse stored, StoredResponse part) {
    return merged(stored, part.fields());
  }

  /** The stored fields as those of another part of the same representation update them. */
  static Fields merged(StoredResponse stored, Fields part) {
    return stored.fields().without(ABOUT_THE_ANSWER).updatedBy(part);
  }

  private static void copy(StoredResponse from, byte[] union, long first) {
    byte[] octets = ((WholeContent) from.content()).octets();
    int position = Math.toIntExact(from.part().orElseThrow().range().first() - first);
    System.arraycopy(octets, 0, union, position, octets.length);
  }

  private static boolean isSameRepresentation(StoredResponse stored, StoredResponse part) {
    Optional<EntityTag> tag = EntityTag.of(stored.fields());
    return stored.statusCode() == 200
        && tag.isPresent()
        && EntityTag.of(part.fields()).filter(tag.get()::matchesStrongly).isPresent()
        && stored.completeLength().equals(part.completeLength());
  }

  /** Whether parts with this tag are of one representation. */
  static boolean hasStrongTag(Fields response) {
    return EntityTag.of(response).filter(tag -> !tag.weak()).isPresent();
  }

  private static boolean isLength(Response response, long length) {
    return response.content().length().orElse(length) == length;
  }
}
