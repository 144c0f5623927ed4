package org.nativecomet.gateway.admin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.cache.StoredContents;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.VarySelection;

/**
 * Lists stored responses, and removes them, by URI, prefix or group. A removal is no change: no
 * subscriber is told, the next request goes to the origin.
 */
final class StoredResponses implements ExchangeHandler {
  /** A page that a person can read, and a program need not ask for too often. */
  static final int DEFAULT_LIMIT = 100;

  /** Some two megabytes of JSON. */
  static final int MAX_LIMIT = 10_000;

  /**
   * What is never shown, since it would let its reader act as somebody: Authorization, Cookie, and
   * whatever an origin varies by whose name says that it is of the same kind, such as X-Api-Key.
   */
  private static final Pattern SECRET =
      Pattern.compile(".*(auth|cookie|credential|jwt|key|passw|secret|session|signature|token).*");

  private static final Set<String> PARAMETERS = Set.of("uri", "prefix", "group", "limit", "after");

  private final StoredContents contents;

  StoredResponses(StoredContents contents) {
    this.contents = contents;
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    boolean removes = request.method().equals(Method.DELETE);
    Optional<Map<String, String>> query = query(request.target());
    Optional<Extent> extent = query.flatMap(given -> extent(given, removes));
    Optional<Integer> limit = query.flatMap(StoredResponses::limit);
    Optional<TargetUri> after =
        query
            .flatMap(given -> Optional.ofNullable(given.get("after")))
            .flatMap(ExtentNotation::target);
    boolean isUsable = extent.isPresent() && limit.isPresent() && isAfterUsable(query, after);
    if (!isUsable) {
      sink.respond(
          Failure.client(
                  400,
                  "Expected one of uri=URI, prefix=PREFIX and group=NAME, percent-encoded once more:"
                      + " a percent sign of the URI itself is %25; to list also limit=1 to "
                      + MAX_LIMIT
                      + " and after=URI.")
              .toResponse());
    } else if (removes) {
      int removed = contents.remove(extent.get());
      sink.respond(Answers.json(request, 200, Json.object(Map.of("removed", removed))));
    } else {
      String page = page(contents.list(extent.get(), after, limit.get()));
      sink.respond(Answers.json(request, 200, page));
    }
  }

  private static boolean isAfterUsable(
      Optional<Map<String, String>> query, Optional<TargetUri> after) {
    return after.isPresent() || !query.orElse(Map.of()).containsKey("after");
  }

  /** Each known parameter at most once; empty where there is anything else. */
  private static Optional<Map<String, String>> query(TargetUri target) {
    Map<String, String> parameters = new LinkedHashMap<>();
    int start = target.pathAndQuery().indexOf('?');
    String query = start < 0 ? "" : target.pathAndQuery().substring(start + 1);
    for (String part : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      Optional<String> value = decoded(part.substring(equals + 1));
      if (!PARAMETERS.contains(name)
          || value.isEmpty()
          || parameters.put(name, value.get()) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  /**
   * Percent-decoded, once: what comes out is a URI, which has percent signs of its own. A plus sign
   * is itself, since URIs have it.
   */
  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** Everything may be listed without a word; to remove it takes {@code prefix=/}. */
  private static Optional<Extent> extent(Map<String, String> query, boolean removes) {
    List<Optional<Extent>> given = new ArrayList<>();
    Optional.ofNullable(query.get("uri")).map(ExtentNotation::one).ifPresent(given::add);
    Optional.ofNullable(query.get("prefix")).map(ExtentNotation::prefix).ifPresent(given::add);
    Optional.ofNullable(query.get("group")).map(ExtentNotation::group).ifPresent(given::add);
    if (given.isEmpty() && !removes) {
      return ExtentNotation.prefix("/");
    }
    return given.size() == 1 ? given.get(0) : Optional.empty();
  }

  private static Optional<Integer> limit(Map<String, String> query) {
    String text = query.getOrDefault("limit", Integer.toString(DEFAULT_LIMIT));
    boolean isNumber = text.matches("\\d{1,5}");
    return isNumber
        ? Optional.of(Integer.valueOf(text)).filter(limit -> limit >= 1 && limit <= MAX_LIMIT)
        : Optional.empty();
  }

  private static String page(StoredContents.Page page) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("responses", page.entries().stream().map(StoredResponses::entry).toList());
    page.next().ifPresent(next -> json.put("next", next.toString()));
    return Json.object(json);
  }

  private static Map<String, Object> entry(StoredContents.Entry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("target", entry.target().toString());
    json.put("status", entry.statusCode());
    json.put("selected-by", selection(entry.selection()));
    json.put("octets", entry.octets());
    json.put("received", entry.received().truncatedTo(ChronoUnit.MILLIS).toString());
    json.put("age", entry.age().toSeconds());
    json.put("lifetime", entry.lifetime().toSeconds());
    json.put("fresh", entry.isFresh());
    json.put("groups", new TreeSet<>(entry.groups()));
    entry.fields().first("ETag").ifPresent(tag -> json.put("etag", tag));
    entry.fields().first("Last-Modified").ifPresent(date -> json.put("last-modified", date));
    return json;
  }

  /** The fields that select it, with their values but for secret ones. */
  private static Map<String, @Nullable String> selection(VarySelection selection) {
    Map<String, @Nullable String> fields = new LinkedHashMap<>();
    new TreeSet<>(selection.values().keySet())
        .forEach(name -> fields.put(name, shown(name, selection)));
    return fields;
  }

  /** Null where the request must not have the field. */
  private static @Nullable String shown(String name, VarySelection selection) {
    Optional<String> value = selection.values().getOrDefault(name, Optional.empty());
    return value.map(text -> SECRET.matcher(name).matches() ? "*" : text).orElse(null);
  }
}
