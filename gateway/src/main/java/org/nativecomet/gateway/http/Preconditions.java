package org.nativecomet.gateway.http;

import java.time.Instant;
import java.util.Optional;

/** The preconditions of a request (RFC 9110, section 13.1), evaluated on a representation. */
public final class Preconditions {
  private Preconditions() {}

  /**
   * Whether the client holds this representation already, so that 304 says all (RFC 9110, section
   * 13.2.2). Tags come before dates. A date counts only as far as it can tell two versions apart: a
   * client that names the very second of such a date might hold the other version of it.
   *
   * @param representation the fields of the 200 that would be sent otherwise
   * @param received when that was received; stands in for a Date it does not have
   */
  public static boolean holdCurrent(Fields request, Fields representation, Instant received) {
    Optional<String> tags = request.combined("If-None-Match");
    if (tags.isPresent()) {
      return listsCurrent(tags.get(), representation);
    }
    Optional<Instant> since = HttpDate.of(request, "If-Modified-Since", received);
    if (since.isEmpty()) {
      return false;
    }
    Optional<Instant> modified = HttpDate.of(representation, "Last-Modified", received);
    if (modified.isEmpty()) {
      // RFC 9111, section 4.3.2.
      Instant made = HttpDate.of(representation, "Date", received).orElse(received);
      return since.get().isAfter(made);
    }
    return since.get().isAfter(modified.get())
        || (since.get().equals(modified.get())
            && Validators.identifyVersion(representation, received));
  }

  /**
   * Whether {@code If-Match} or, where that is absent, {@code If-Unmodified-Since} asks for another
   * version than this one, so that the answer is 412 (RFC 9110, section 13.2.2, steps 1 and 2).
   *
   * @param received when the representation was received
   */
  public static boolean fail(Fields request, Fields representation, Instant received) {
    Optional<String> tags = request.combined("If-Match");
    if (tags.isPresent()) {
      return !Tokens.trim(tags.get()).equals("*") && !listsStrongly(tags.get(), representation);
    }
    Optional<Instant> unmodified = HttpDate.of(request, "If-Unmodified-Since", received);
    Optional<Instant> modified = HttpDate.of(representation, "Last-Modified", received);
    return unmodified.isPresent()
        && modified.filter(date -> date.isAfter(unmodified.get())).isPresent();
  }

  private static boolean listsStrongly(String tags, Fields representation) {
    Optional<EntityTag> current = EntityTag.of(representation);
    return current.isPresent()
        && EntityTag.list(tags).stream().anyMatch(current.get()::matchesStrongly);
  }

  private static boolean listsCurrent(String tags, Fields representation) {
    if (Tokens.trim(tags).equals("*")) {
      return true;
    }
    Optional<EntityTag> current = EntityTag.of(representation);
    return current.isPresent()
        && EntityTag.list(tags).stream().anyMatch(current.get()::matchesWeakly);
  }
}
