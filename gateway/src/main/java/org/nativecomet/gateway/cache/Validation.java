package org.nativecomet.gateway.cache;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.http.EntityTag;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Validators;
import org.nativecomet.gateway.http.Vary;
import org.nativecomet.gateway.http.VarySelection;

/** Asking the origin whether a stored response still stands (RFC 9111, section 4.3). */
final class Validation {
  /** The client's own preconditions, which ours take the place of. */
  private static final List<String> REPLACED = List.of("If-None-Match", "If-Modified-Since");

  /**
   * What describes the stored octets themselves, which a 304 cannot change (RFC 9111, section 3.2).
   */
  private static final List<String> ABOUT_THE_OCTETS =
      List.of("Content-Length", "Content-Encoding", "Content-Range", "Transfer-Encoding");

  /** What says something of one answer only, and is void when the 304 does not repeat it. */
  private static final List<String> ABOUT_THE_ANSWER = List.of("Age", "Date", "Cache-Status");

  private Validation() {}

  /**
   * Whether a 304 about the stored response could be believed. One that was made in the second of
   * its last change is fetched whole instead: the second change within that second would never be
   * noticed.
   */
  static boolean isPossible(StoredResponse stored) {
    return Validators.identifyVersion(stored.fields(), stored.responseTime());
  }

  /** The request fields that ask about the stored response, and about nothing else. */
  static Fields request(Fields request, StoredResponse stored) {
    Fields.Builder fields = withoutReplaced(request).toBuilder();
    EntityTag.of(stored.fields()).ifPresent(tag -> fields.add("If-None-Match", tag.toString()));
    stored.fields().first("Last-Modified").ifPresent(date -> fields.add("If-Modified-Since", date));
    return fields.build();
  }

  /** The request fields without those that ours take the place of. */
  static Fields withoutReplaced(Fields request) {
    return request.without(REPLACED);
  }

  /**
   * The stored response as a 304 has updated it (RFC 9111, section 4.3.4).
   *
   * @param request the fields of the request that was answered
   * @return the stored response itself where nothing in it may be updated; empty where the 304
   *     speaks of another representation
   */
  static Optional<StoredResponse> freshen(
      StoredResponse stored,
      Fields request,
      Fields notModified,
      Instant requestTime,
      Instant responseTime) {
    if (!isAbout(stored.fields(), notModified)) {
      return Optional.empty();
    }
    if (isStrongerThan(stored.fields(), notModified)) {
      return Optional.of(stored);
    }
    Fields fields =
        stored.fields().without(ABOUT_THE_ANSWER).updatedBy(notModified.without(ABOUT_THE_OCTETS));
    VarySelection selection = Vary.of(fields).select(request).orElse(stored.selection());
    return Optional.of(
        StoredResponse.of(
                stored.statusCode(), fields, stored.content(), selection, requestTime, responseTime)
            .withContent(stored.content(), stored.part()));
  }

  /**
   * Whether the head of a response to HEAD is that of the stored response (RFC 9111, section
   * 4.3.5).
   */
  static boolean isSameByHead(StoredResponse stored, Fields head) {
    return agree("ETag", stored, head)
        && agree("Last-Modified", stored, head)
        && head.first("Content-Length").stream().allMatch(lengthOf(stored)::equals);
  }

  private static String lengthOf(StoredResponse stored) {
    return Long.toString(stored.completeLength().orElse(-1));
  }

  private static boolean agree(String validator, StoredResponse stored, Fields head) {
    return !head.has(validator) || head.first(validator).equals(stored.fields().first(validator));
  }

  /** A stored response with what a response to HEAD for it says anew. */
  static StoredResponse freshenByHead(
      StoredResponse stored, Fetch fetch, Fields head, Instant responseTime) {
    Fields fields =
        stored.fields().without(ABOUT_THE_ANSWER).updatedBy(head.without(ABOUT_THE_OCTETS));
    return StoredResponse.of(
            stored.statusCode(),
            fields,
            stored.content(),
            Vary.of(fields).select(fetch.request().fields()).orElse(stored.selection()),
            fetch.requestTime(),
            responseTime)
        .withContent(stored.content(), stored.part());
  }

  /** A 304 without any validator can only mean the one response that was asked about. */
  private static boolean isAbout(Fields stored, Fields notModified) {
    Optional<EntityTag> tag = EntityTag.of(notModified);
    if (tag.isPresent()) {
      return EntityTag.of(stored).filter(tag.get()::matchesWeakly).isPresent();
    }
    Optional<String> date = notModified.first("Last-Modified");
    return date.isEmpty() || date.equals(stored.first("Last-Modified"));
  }

  /**
   * Whether the 304 has the strong form of our weak tag, as origins that compress on the fly send
   * it. It still stands for what we hold, but must not be used to update it.
   */
  private static boolean isStrongerThan(Fields stored, Fields notModified) {
    Optional<EntityTag> tag = EntityTag.of(notModified).filter(newer -> !newer.weak());
    return tag.isPresent() && EntityTag.of(stored).filter(tag.get()::matchesStrongly).isEmpty();
  }
}
