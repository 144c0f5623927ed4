package org.nativecomet.gateway.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.WholeContent;
import org.nativecomet.gateway.http.CacheDirectives;
import org.nativecomet.gateway.http.CacheGroups;
import org.nativecomet.gateway.http.ContentRange;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;
import org.nativecomet.gateway.http.VarySelection;

/**
 * A response kept for reuse, with what decides about its reuse worked out once.
 *
 * @param fields as received from the origin, without Content-Length and what is for one client
 * @param content wholly in memory; can be subscribed to by many
 * @param part which octets of the representation the content is, where it is not all of it
 * @param selection what the requests have that it may answer
 * @param directives that govern it
 * @param date when the origin made it, or when it was received where the origin does not say
 * @param groups that it belongs to (RFC 9875)
 */
record StoredResponse(
    int statusCode,
    Fields fields,
    Content content,
    Optional<ContentRange> part,
    VarySelection selection,
    CacheDirectives directives,
    Freshness freshness,
    Age age,
    Instant date,
    Set<String> groups) {

  /** What an object or a field line costs beside its characters, roughly. */
  private static final int OVERHEAD = 64;

  /** What the records around the content and fields cost, roughly. */
  private static final int FIXED_OVERHEAD = 512;

  /** A response that was asked for and received at these times. */
  static StoredResponse of(
      int statusCode,
      Fields received,
      Content content,
      VarySelection selection,
      Instant requestTime,
      Instant responseTime) {
    Fields fields = received.without("Content-Length");
    return new StoredResponse(
        statusCode,
        fields,
        content,
        Optional.empty(),
        selection,
        CacheDirectives.of(fields),
        Freshness.of(statusCode, fields, responseTime),
        Age.of(fields, requestTime, responseTime),
        HttpDate.of(fields, "Date", responseTime).orElse(responseTime),
        CacheGroups.of(fields));
  }

  /** The same response with other content, or other octets of it. */
  StoredResponse withContent(Content octets, Optional<ContentRange> newPart) {
    return new StoredResponse(
        statusCode, fields, octets, newPart, selection, directives, freshness, age, date, groups);
  }

  /** The same response with other fields, received at the same time. */
  StoredResponse withFields(Fields newFields) {
    return new StoredResponse(
        statusCode,
        newFields,
        content,
        part,
        selection,
        directives,
        freshness,
        age,
        date,
        CacheGroups.of(newFields));
  }

  /** How long the whole representation is; empty where that is not known yet. */
  OptionalLong completeLength() {
    return part.isPresent() ? OptionalLong.of(part.get().completeLength()) : content.length();
  }

  /** Whether what is stored is enough for a request with these fields. */
  boolean covers(Fields request) {
    boolean isHere = content instanceof WholeContent;
    if (part.isEmpty()) {
      return isHere || !request.has("Range");
    }
    RangeDecision asked =
        RangePolicy.decide(request, fields, responseTime(), part.get().completeLength());
    return isHere
        && asked.verdict() == RangeDecision.Verdict.PARTS
        && asked.ranges().stream().allMatch(part.get().range()::contains);
  }

  /**
   * As it is kept for others, where other fields than its own may govern its caching.
   *
   * @param governing its fields as {@link org.nativecomet.gateway.http.CachingRules} has them
   */
  StoredResponse governedBy(Fields governing) {
    WithheldFields withheld = WithheldFields.of(governing);
    boolean isForOneClient = fields.has("Set-Cookie") && !governing.has("Set-Cookie");
    Fields kept = fields.without(withheld.names());
    return new StoredResponse(
        statusCode,
        isForOneClient ? kept.without("Set-Cookie") : kept,
        content,
        part,
        selection,
        CacheDirectives.of(withheld.governing()),
        Freshness.of(statusCode, withheld.governing(), responseTime()),
        age,
        date,
        groups);
  }

  /** What may be kept of it: where a response is for all, its cookie is still for one client. */
  StoredResponse withoutCookies() {
    Fields kept = fields.without("Set-Cookie");
    return new StoredResponse(
        statusCode, kept, content, part, selection, directives, freshness, age, date, groups);
  }

  Instant requestTime() {
    return age.requestTime();
  }

  Instant responseTime() {
    return age.responseTime();
  }

  /** Whether the freshness lifetime exceeds the current age (RFC 9111, section 4.2). */
  boolean isFresh(Instant now) {
    return freshness.lifetime().compareTo(age.at(now)) > 0;
  }

  /** How much of the freshness lifetime is left; negative where it is stale. */
  Duration timeToLive(Instant now) {
    return freshness.lifetime().minus(age.at(now));
  }

  /** For how long it has not been fresh; negative while it still is. */
  Duration staleness(Instant now) {
    return age.at(now).minus(freshness.lifetime());
  }

  /** Whether the origin forbids that it is used stale, by whomever (RFC 9111, section 4.2.4). */
  boolean mustNotBeStale() {
    return directives.has("must-revalidate")
        || directives.has("proxy-revalidate")
        || directives.has("s-maxage")
        || directives.has("no-cache");
  }

  /** What it costs to keep: the octets of the content and an estimate for the rest. */
  long octets() {
    long octets = FIXED_OVERHEAD + content.length().orElse(0);
    for (Fields.Line line : fields) {
      octets += OVERHEAD + line.name().length() + line.value().length();
    }
    for (String group : groups) {
      // Once in the response, and once in the index beside the target.
      octets += 2 * OVERHEAD + group.length();
    }
    for (var nominated : selection.values().entrySet()) {
      octets += OVERHEAD + nominated.getKey().length();
      octets += nominated.getValue().map(String::length).orElse(0);
    }
    return octets;
  }
}
