package org.nativecomet.samples.nativeorigin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The conditions of ordinary requests, in the order of RFC 9110, section 13.2.2. */
final class Preconditions {
  private static final Pattern TAG = Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")");

  private Preconditions() {}

  /** Why the request is not carried out; empty if it is. */
  static Optional<Response> refusal(Head head, Optional<Representation> current, Instant now) {
    return changed(head, current, now).or(() -> unchanged(head, current, now));
  }

  /** If-Match and If-Unmodified-Since: the client has another state than the present one. */
  static Optional<Response> changed(Head head, Optional<Representation> current, Instant now) {
    List<String> tags = head.fields().all("If-Match");
    boolean holds =
        tags.isEmpty()
            ? since(head, "If-Unmodified-Since", current, now).map(newer -> !newer).orElse(true)
            : current.map(r -> lists(tags, r.tag(), false)).orElse(false);
    return holds
        ? Optional.empty()
        : Optional.of(Response.problem(412, "the resource has another state than was expected"));
  }

  /** If-None-Match and If-Modified-Since: the client has the present state. */
  private static Optional<Response> unchanged(
      Head head, Optional<Representation> current, Instant now) {
    List<String> tags = head.fields().all("If-None-Match");
    boolean has =
        tags.isEmpty()
            ? head.isGetOrHead() && !since(head, "If-Modified-Since", current, now).orElse(true)
            : current.map(r -> lists(tags, r.tag(), true)).orElse(false);
    if (!has) {
      return Optional.empty();
    }
    return head.isGetOrHead()
        ? current.map(Representation::notModified)
        : Optional.of(Response.problem(412, "the resource has this state already"));
  }

  /**
   * Whether an entity tag is one of those listed, or they are {@code *}.
   *
   * @param weakly by weak comparison (RFC 9110, section 8.8.3.2)
   */
  static boolean lists(List<String> values, String tag, boolean weakly) {
    if (values.equals(List.of("*"))) {
      return true;
    }
    Matcher listed = TAG.matcher(String.join(", ", values));
    while (listed.find()) {
      if (listed.group(2).equals(tag) && (weakly || listed.group(1) == null)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the state is newer than the date in a field; empty without a date or a state. */
  private static Optional<Boolean> since(
      Head head, String field, Optional<Representation> current, Instant now) {
    return head.fields()
        .first(field)
        .flatMap(date -> HttpDate.parse(date, now))
        .flatMap(date -> current.map(r -> r.modified().isAfter(date)));
  }
}
