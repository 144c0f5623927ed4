package org.nativecomet.gateway.subscription;

import static java.util.function.Predicate.not;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nativecomet.gateway.delivery.MessageHttpType;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.CacheDirectives;
import org.nativecomet.gateway.http.EntityTag;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HttpDate;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.Tokens;

/**
 * A request to be told of later states, read.
 *
 * @param retrieval the plain GET that every state is the response to: the request without what only
 *     asks to wait
 * @param hasCredentials whether it carries what may make the origin answer it unlike others; looked
 *     up for every member at every state that is not public
 * @param headOnly whether the subscriber asked with HEAD and wants no content
 * @param streamType the media type of the stream; empty where the request came enclosed, or polls
 * @param patience how long a long poll waits at most
 * @param waitAsked whether the request said how long, so that the answer owes it a
 *     Preference-Applied
 * @param confidence how sure of its first state the subscriber wants to be
 * @param unstored whether nothing of this exchange may be kept for others (RFC 9111, 5.2.1.5)
 * @param appendFrom how many octets of the representation the subscriber has and wants added to
 */
public record SubscriptionRequest(
    Request request,
    Request retrieval,
    boolean hasCredentials,
    boolean headOnly,
    Position position,
    DeliveryForm form,
    Optional<MessageHttpType> streamType,
    Duration patience,
    boolean waitAsked,
    Confidence confidence,
    boolean unstored,
    OptionalLong appendFrom) {
  private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?(\\d{1,9})\"?");
  private static final Pattern APPEND = Pattern.compile("bytes=(\\d{1,18})-");

  /** What the virtual GET does not have: conditions and preferences are ours to evaluate. */
  private static final Set<String> CONSUMED =
      Set.of(
          "When-Modified-After",
          "When-None-Match",
          "If-None-Match",
          "If-Modified-Since",
          "If-Match",
          "If-Unmodified-Since",
          "If-Range",
          "Range",
          "Prefer",
          "Cache-Control",
          "Pragma",
          "Subscribe",
          "Exchange-Id",
          "Cancel-Exchange",
          "Accept");

  /** Whether the request asks to be told of later states. On other methods the field is ignored. */
  public static boolean isOne(Request request) {
    return request.method().isRetrieval()
        && (request.fields().has("When-Modified-After") || request.fields().has("When-None-Match"));
  }

  /**
   * Reads it.
   *
   * @return empty where the position cannot be read. Ignoring it would turn a request that waits
   *     into one that is answered at once, again and again
   */
  public static Optional<SubscriptionRequest> read(
      Request request, SubscriptionOptions options, Clock clock) {
    return position(request.fields(), clock.instant())
        .map(position -> read(request, position, options));
  }

  private static SubscriptionRequest read(
      Request request, Position position, SubscriptionOptions options) {
    Fields fields = request.fields();
    Optional<MessageHttpType> streamType =
        mayStream(request) ? MessageHttpType.preferred(fields) : Optional.empty();
    boolean streams = request.isEnclosed() || streamType.isPresent();
    Optional<Duration> wait = askedWait(fields);
    CacheDirectives directives = CacheDirectives.of(fields);
    Request retrieval = retrieval(request, streams && !request.isEnclosed());
    return new SubscriptionRequest(
        request,
        retrieval,
        retrieval.fields().has("Authorization") || retrieval.fields().has("Cookie"),
        request.method().equals(Method.HEAD),
        position,
        streams ? DeliveryForm.STREAM : DeliveryForm.LONG_POLL,
        streamType,
        min(wait.orElse(options.longPollWait()), options.maxLongPollWait()),
        wait.isPresent(),
        confidence(fields, directives, streams),
        directives.has("no-store"),
        appendFrom(fields));
  }

  /**
   * Whether the response may be a stream: to an enclosed request it is a part of one, and a client
   * of HTTP/1.0 could not tell the end of one from a broken connection.
   */
  private static boolean mayStream(Request request) {
    return !request.isEnclosed() && !request.client().protocol().equals("1.0");
  }

  private static Optional<Position> position(Fields fields, Instant now) {
    if (fields.values("When-Modified-After").size() > 1) {
      return Optional.empty();
    }
    Optional<Instant> date = HttpDate.of(fields, "When-Modified-After", now);
    if (fields.has("When-Modified-After") && date.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> tags =
        fields.combined("When-None-Match").or(() -> fields.combined("If-None-Match"));
    if (tags.isPresent()) {
      List<EntityTag> known = EntityTag.list(tags.get());
      boolean anything = tags.get().equals("*");
      return anything
          ? Optional.of(new Position.Anything())
          : Optional.of(new Position.Tags(known));
    }
    return date.map(Position.AsOf::new);
  }

  private static Request retrieval(Request request, boolean codingIsForTheStream) {
    Fields.Builder fields = Fields.builder();
    for (Fields.Line line : request.fields()) {
      boolean consumed = CONSUMED.stream().anyMatch(line::is);
      boolean outer = codingIsForTheStream && line.is("Accept-Encoding");
      if (!consumed && !outer) {
        fields.add(line.name(), line.value());
      }
    }
    String accept = MessageHttpType.withoutContainers(request.fields());
    if (!accept.isEmpty()) {
      fields.add("Accept", accept);
    }
    return new Request(
        Method.GET,
        request.target(),
        fields.build(),
        Content.empty(),
        request.client(),
        Optional.empty());
  }

  /**
   * A stream is taken to accept what is stale, as nothing else is, unless its request limits how
   * old, stale or shared its first state may be.
   */
  private static Confidence confidence(Fields fields, CacheDirectives directives, boolean streams) {
    if (limitsTheAge(fields, directives)) {
      return Confidence.CONFIRMED;
    }
    boolean limitsStaleness =
        directives.argument("max-stale").filter(not(String::isEmpty)).isPresent();
    boolean acceptsStale = streams && !limitsStaleness && !directives.has("no-store");
    return acceptsStale ? Confidence.STALE : Confidence.FRESH;
  }

  /** Others may wait for the same fetch, so what one of them limits is confirmed for all. */
  private static boolean limitsTheAge(Fields fields, CacheDirectives directives) {
    boolean pragma = !fields.has("Cache-Control") && fields.lists("Pragma", "no-cache");
    return pragma
        || directives.has("no-cache")
        || directives.has("max-age")
        || directives.has("min-fresh");
  }

  /** The first well-formed wait preference counts (RFC 7240, section 2). */
  private static Optional<Duration> askedWait(Fields fields) {
    for (String preference : fields.list("Prefer")) {
      Matcher wait = WAIT.matcher(Tokens.lowerCase(Tokens.split(preference, ';').get(0)));
      if (wait.matches()) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(wait.group(1))));
      }
    }
    return Optional.empty();
  }

  /** Only {@code bytes=N-} asks for additions; any other range asks for whole updates. */
  private static OptionalLong appendFrom(Fields fields) {
    if (fields.values("Range").size() != 1) {
      return OptionalLong.empty();
    }
    Matcher range = APPEND.matcher(fields.first("Range").orElse(""));
    return range.matches() ? OptionalLong.of(Long.parseLong(range.group(1))) : OptionalLong.empty();
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
