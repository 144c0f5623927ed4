package org.nativecomet.gateway.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.CacheDirectives;
import org.nativecomet.gateway.http.Fields;

/**
 * The answers to a long poll: the ordinary response to a GET, sent when there is news, or 304 when
 * the wait has run out. Never 408, which would say that the request did not come; never 204, which
 * would say that the resource is empty.
 */
public final class LongPoll {
  private static final Set<String> OF_NOT_MODIFIED =
      Set.of("ETag", "Last-Modified", "Date", "Expires", "Via");

  private LongPoll() {}

  /**
   * The representation, as a plain GET would get it, but for what keeps a cache that knows nothing
   * of long polls from answering the next one.
   *
   * @param appliedWait owed to a request that said how long to wait (RFC 7240, section 3)
   */
  public static Response state(Response representation, Optional<Duration> appliedWait) {
    return representation.withFields(
        guarded(representation.fields(), representation.fields(), appliedWait));
  }

  /** Nothing new within the wait: the condition of the request is still false. */
  public static Response nothingNew(Fields representation, Optional<Duration> appliedWait) {
    Fields kept = representation.without(line -> OF_NOT_MODIFIED.stream().noneMatch(line::is));
    return Response.of(304, guarded(kept, representation, appliedWait), new byte[0]);
  }

  private static Fields guarded(
      Fields fields, Fields representation, Optional<Duration> appliedWait) {
    Fields guarded =
        fields
            .with("Vary", vary(representation))
            .with("Cache-Control", cacheControl(representation));
    return appliedWait
        .map(wait -> guarded.with("Preference-Applied", "wait=" + wait.toSeconds()))
        .orElse(guarded);
  }

  private static String vary(Fields representation) {
    return representation
        .combined("Vary")
        .map(named -> named + ", When-Modified-After, Prefer")
        .orElse("When-Modified-After, Prefer");
  }

  private static String cacheControl(Fields representation) {
    CacheDirectives directives = CacheDirectives.of(representation);
    boolean guarded = directives.hasUnqualified("no-cache") || directives.has("no-store");
    return representation
        .combined("Cache-Control")
        .map(own -> guarded ? own : own + ", no-cache")
        .orElse("no-cache");
  }
}
