package org.nativecomet.gateway.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.WholeContent;
import org.nativecomet.gateway.http.CacheDirectives;
import org.nativecomet.gateway.http.CacheStatusMember;
import org.nativecomet.gateway.http.EntityTag;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;
import org.nativecomet.gateway.http.Validators;

/**
 * One state of a watched resource: the successful response to a GET for it.
 *
 * @param governing the fields that decide about sharing and freshness, as {@link
 *     org.nativecomet.gateway.http.CachingRules} has them
 * @param receivedAt when the response was here
 * @param tag its entity tag, if it has one
 * @param modified its Last-Modified date or, lacking that, its Date or the time of receipt, to the
 *     second (RFC 9111, section 4.3.2 does the same for If-Modified-Since)
 * @param fingerprint equal for two responses exactly when they are of one version
 */
public record Representation(
    int statusCode,
    Fields fields,
    Fields governing,
    WholeContent whole,
    Instant receivedAt,
    Optional<EntityTag> tag,
    Instant modified,
    String fingerprint) {

  /** From a successful response whose content is whole, and whose own fields govern it. */
  public static Representation of(Response response, Instant receivedAt) {
    return of(response, response.fields(), receivedAt);
  }

  /** From a successful response whose content is whole; it has a Date from then on. */
  public static Representation of(Response response, Fields governing, Instant receivedAt) {
    WholeContent whole = (WholeContent) response.content();
    Fields dated = response.dated(receivedAt).fields();
    // A cookie that does not count is for nobody but the one client that gets it otherwise.
    Fields fields = governing.has("Set-Cookie") ? dated : dated.without("Set-Cookie");
    Optional<EntityTag> tag = EntityTag.of(fields);
    Instant date = HttpDate.of(fields, "Date", receivedAt).orElse(HttpDate.toSecond(receivedAt));
    return new Representation(
        response.statusCode(),
        fields,
        governing,
        whole,
        receivedAt,
        tag,
        HttpDate.of(fields, "Last-Modified", receivedAt).orElse(date),
        Fingerprint.of(tag, whole.octets()));
  }

  /** The same without cookies, which were made for the one who asked. */
  Representation withoutCookies() {
    return fields.has("Set-Cookie") || fields.has("Set-Cookie2")
        ? withFields(fields.without(List.of("Set-Cookie", "Set-Cookie2")))
        : this;
  }

  /** The same with no field that may be about the user who asked. */
  Representation withSharedFieldsOnly() {
    return withFields(SharedFields.of(fields));
  }

  private Representation withFields(Fields newFields) {
    return new Representation(
        statusCode, newFields, governing, whole, receivedAt, tag, modified, fingerprint);
  }

  /** Whether both have the same octets. */
  public boolean hasContentOf(Representation other) {
    return Arrays.equals(content(), other.content());
  }

  /** The octets of its content, not to be changed. */
  public byte[] content() {
    return whole.octets();
  }

  /** How old the response is (RFC 9111, section 4.2.3), as far as its receiver can tell. */
  public Duration age(Instant now) {
    Duration resident = Duration.between(receivedAt, now);
    Duration onArrival = CacheDirectives.parseSeconds(fields.first("Age").orElse("0"));
    return onArrival.plus(resident.isNegative() ? Duration.ZERO : resident);
  }

  /**
   * Whether it may be shown to a new subscriber without asking the origin first.
   *
   * @param age the time since it was made or confirmed
   */
  boolean mayBeShownUnvalidated(Duration age) {
    CacheDirectives directives = CacheDirectives.of(governing);
    if (directives.has("no-cache") || directives.has("no-store")) {
      return false;
    }
    boolean mustBeFresh =
        directives.has("must-revalidate")
            || directives.has("proxy-revalidate")
            || directives.has("s-maxage");
    return !mustBeFresh || lifetime().filter(lifetime -> age.compareTo(lifetime) < 0).isPresent();
  }

  /** Whether the origin says that it is for everybody, whoever asked. */
  boolean isPublic() {
    return CacheDirectives.of(governing).has("public");
  }

  /** Whether the origin calls it fresh for any time at all. */
  boolean isEverFresh() {
    return lifetime().filter(lifetime -> !lifetime.isZero()).isPresent();
  }

  /** How long the origin calls it fresh from now on, where it says so; zero for what is stale. */
  public Optional<Duration> freshFor(Instant now) {
    return lifetime()
        .map(
            lifetime -> {
              Duration left = lifetime.minus(age(now));
              return left.isNegative() ? Duration.ZERO : left;
            });
  }

  /**
   * Whether it came out of the gateway's own store without the origin's word that it still holds:
   * then that word is to be asked for next.
   */
  public boolean isStoredAndStale(Instant now) {
    boolean stored =
        CacheStatusMember.last(fields)
            .filter(member -> member.isHit() && member.cache().equals(Failure.GATEWAY_NAME))
            .isPresent();
    return stored && !freshFor(now).filter(left -> !left.isZero()).isPresent();
  }

  /** Whether the origin's word that these validators still hold can be believed. */
  public boolean isIdentifiedByItsValidators() {
    return Validators.identifyVersion(fields, receivedAt);
  }

  private Optional<Duration> lifetime() {
    CacheDirectives directives = CacheDirectives.of(governing);
    if (directives.has("no-cache")) {
      return Optional.of(Duration.ZERO);
    }
    return directives
        .seconds("s-maxage")
        .or(() -> directives.seconds("max-age"))
        .or(this::untilExpires);
  }

  private Optional<Duration> untilExpires() {
    Instant date = HttpDate.of(governing, "Date", receivedAt).orElse(receivedAt);
    return HttpDate.of(governing, "Expires", receivedAt)
        .map(expires -> Duration.between(date, expires))
        .map(lifetime -> lifetime.isNegative() ? Duration.ZERO : lifetime);
  }
}
