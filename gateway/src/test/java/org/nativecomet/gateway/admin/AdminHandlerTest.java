package org.nativecomet.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.cache.CacheHandler;
import org.nativecomet.gateway.cache.CacheOptions;
import org.nativecomet.gateway.cache.RouteRules;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.change.Published;
import org.nativecomet.gateway.change.Reach;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.WholeContent;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.observe.GatewayEvents;
import org.nativecomet.gateway.observe.MetricsEvents;
import org.nativecomet.gateway.testing.RecordingSink;

class AdminHandlerTest {
  private static final Fields AS_JSON = Fields.of("Content-Type", "application/json");
  private static final Fields AS_TEXT = Fields.of("Content-Type", "text/plain; charset=utf-8");
  private static final int MAX_NOTICE = 1024 * 1024;
  private static final String PROBLEM = "application/problem+json";

  private final List<Change> changes = new ArrayList<>();
  private final MetricsEvents metrics = new MetricsEvents();
  private CompletableFuture<Boolean> origin = CompletableFuture.completedFuture(true);
  private boolean draining;

  private final CacheHandler cache =
      new CacheHandler(
          CacheOptions.DEFAULT,
          RouteRules.DEFAULT,
          (request, sink) -> sink.respond(resource(request)),
          Clock.systemUTC(),
          GatewayEvents.NONE);
  private AdminHandler admin = admin(Optional.empty());

  private AdminHandler admin(Optional<String> token) {
    return new AdminHandler(
        new AdminOptions("Admin.example", token, MAX_NOTICE),
        this::changed,
        cache.contents(),
        List.of(
            new HealthCheck("origin-reachable", () -> origin),
            HealthCheck.of("not-draining", () -> !draining)),
        metrics);
  }

  private Reach changed(Change change) {
    changes.add(change);
    int extents = change.extents().size();
    return new Reach(extents, 3 * extents, 2);
  }

  private static Response resource(Request request) {
    Fields fields =
        Fields.of(
            "Cache-Control", "public, max-age=60",
            "ETag", "\"v1\"",
            "Vary", "Accept, Cookie, X-Api-Key",
            "Cache-Groups", "\"g\", \"" + request.target().path().length() + "\"");
    return Response.of(200, fields, new byte[10]);
  }

  private void store(String path, String... fields) {
    Request request =
        new Request(
            Method.GET,
            new TargetUri("http", "a.example", path),
            Fields.of(fields),
            Content.empty(),
            new Client("127.0.0.1", "1.1"),
            Optional.empty());
    cache.handle(request, new RecordingSink());
  }

  @AfterEach
  void close() {
    metrics.close();
  }

  private RecordingSink send(
      String method, String authority, String path, Fields fields, byte[] content) {
    RecordingSink sink = new RecordingSink();
    admin.handle(
        new Request(
            new Method(method),
            new TargetUri("http", authority, path),
            fields,
            Content.of(content),
            new Client("127.0.0.1", "1.1"),
            Optional.empty()),
        sink);
    return sink;
  }

  private RecordingSink get(String path, String... fields) {
    return send("GET", "127.0.0.1:8081", path, Fields.of(fields), new byte[0]).await();
  }

  private RecordingSink post(Fields fields, String content) {
    byte[] octets = content.getBytes(StandardCharsets.UTF_8);
    return send("POST", "127.0.0.1:8081", "/changes", fields, octets).await();
  }

  private void assertRefused(RecordingSink sink, int statusCode) {
    assertThat(sink.statusCode()).isEqualTo(statusCode);
    assertThat(sink.fields().first("Content-Type")).contains(PROBLEM);
    assertThat(changes).isEmpty();
  }

  private List<Extent> extents() {
    return changes.stream().flatMap(change -> change.extents().stream()).toList();
  }

  private static String path(Extent extent) {
    return ((Extent.OneTarget) extent).pathAndQuery();
  }

  private static TargetUri target(String scheme, String authority, String path) {
    return new TargetUri(scheme, authority, path);
  }

  @Test
  void aNoticeInJsonIsToldAndSummedUp() {
    RecordingSink sink = post(AS_JSON, "{\"targets\":[\"/a\",\"/b?x=1\"]}");
    assertThat(sink.statusCode()).isEqualTo(200);
    assertThat(sink.fields().first("Content-Type")).contains("application/json");
    assertThat(sink.text()).isEqualTo("{\"resources\":2,\"subscribers\":6}");
    assertThat(extents()).extracting(AdminHandlerTest::path).containsExactly("/a", "/b?x=1");
    assertThat(changes).extracting(Change::cause).containsOnly(Change.Cause.NOTICE);
  }

  @Test
  void aNoticeInTextHasOneTargetALine() {
    RecordingSink sink = post(AS_TEXT, "/a\r\n\n  \n/b?x=1\n/a");
    assertThat(sink.text()).isEqualTo("{\"resources\":2,\"subscribers\":6}");
    assertThat(extents()).extracting(AdminHandlerTest::path).containsExactly("/a", "/b?x=1");
  }

  @Test
  void aPathMeansTheResourceUnderEveryAuthority() {
    post(AS_TEXT, "/a");
    assertThat(changes.get(0).concerns(target("http", "a.example", "/a"), Set.of())).isTrue();
    assertThat(changes.get(0).concerns(target("https", "b.example:8443", "/a"), Set.of())).isTrue();
    assertThat(changes.get(0).concerns(target("http", "a.example", "/b"), Set.of())).isFalse();
  }

  @Test
  void anAbsoluteUriMeansThatAuthorityAlone() {
    post(AS_TEXT, "HTTP://A.example:80/a?b");
    assertThat(changes.get(0).concerns(target("http", "a.example", "/a?b"), Set.of())).isTrue();
    assertThat(changes.get(0).concerns(target("https", "a.example", "/a?b"), Set.of())).isTrue();
    assertThat(changes.get(0).concerns(target("http", "b.example", "/a?b"), Set.of())).isFalse();
    assertThat(changes.get(0).concerns(target("http", "a.example:8080", "/a?b"), Set.of()))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"http://a.example,/", "http://a.example?x,/?x", "http://[::1]:80/a,/a"})
  void anAbsoluteUriWithoutAPathMeansTheRoot(String uri, String pathAndQuery) {
    post(AS_TEXT, uri);
    assertThat(extents()).extracting(AdminHandlerTest::path).containsExactly(pathAndQuery);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "[]",
        "{\"targets\":null}",
        "{\"targets\":[]}",
        "{\"targets\":[null]}",
        "{\"targets\":\"/a\"}",
        "{\"targets\":[1]}",
        "{\"targets\":[true]}",
        "{\"targets\":[1.5]}",
        "{\"targets\":[\"/a\"],\"more\":1}",
        "{\"targets\":[\"/a\"]} x",
        "{\"targets\":[\"/a\"],\"targets\":[\"/b\"]}",
        "{\"targets\":[\"/a\",\"b\"]}",
        "{\"targets\":[\"/a b\"]}",
        "{\"targets\":[\"/a\\r\\nb\"]}",
        "{\"targets\":[\" /a\"]}",
        "{\"targets\":[[\"/a\"]]}",
        "{\"targets\":[\"/a\"]",
        "{\"prefixes\":[\"a\"]}",
        "{\"prefixes\":[\"*\"]}",
        "{\"groups\":[\"\"]}",
        "{\"groups\":[\"\\u00e4\"]}",
        "{\"groups\":[1]}",
        "{\"targets\":[\"/a\"],\"prefixes\":[null]}",
        "{\"changes\":[null]}",
        "{\"changes\":[{}]}",
        "{\"changes\":[{\"target\":\"a\"}]}",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"status\":500}}]}",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"status\":\"200\"}}]}",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"content\":1}}]}",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"content-base64\":\"!\"}}]}",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"content\":\"\",\"content-base64\":\"\"}}]}",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"fields\":{\"A b\":\"c\"}}}]}",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"fields\":{\"A\":\"b\\r\\nC: d\"}}}]}",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"fields\":{\"A\":\"\\u0131\"}}}]}",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"fields\":{\"A\":1}}}]}",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"fields\":{\"A\":[[\"b\"]]}}}]}",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"fields\":{\"Transfer-Encoding\":\"x\"}}}]}",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"fields\":{\"Content-Range\":\"x\"}}}]}",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"reason\":\"OK\"}}]}",
        "/a"
      })
  void jsonThatIsNoNoticeChangesNothing(String content) {
    assertRefused(post(AS_JSON, content), 400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"targets\":[\"/a\"],\"prefixs\":[\"/b\"]} | There is no member \"prefixs\".",
        "{\"targets\":\"/a\"} | The member \"targets\" is of another type",
        "{\"targets\":[\"/a\",1]} | The member \"targets[1]\" is of another type",
        "{\"targets\":[\"/a\",\"b\"]} | \"b\" is no target",
        "{\"groups\":[\"g\",\"\"]} | \"\" is no name of a group",
        "{\"targets\":[\"/a\" | not JSON, or has a member twice, at line 1, column ",
        "{\"targets\":[],\"targets\":[]} | not JSON, or has a member twice, at line 1, column ",
        "3 | no object and no list of texts",
        "[\"/a\",1] | The member \"[1]\" is of another type",
        "{\"changes\":[{\"target\":\"/a\"},{\"target\":\"b\"}]} | changes[1]: \"b\" is no target",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"status\":500}}]} | changes[0]: The status of a response must be 200, 203, 404 or 410, and not 500.",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"status\":\"a\"}}]} | The member \"changes[0].response.status\" is",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"body\":\"a\"}}]} | There is no member \"changes[0].response.body\".",
        "{\"changes\":[{\"target\":\"/a\",\"response\":{\"fields\":{\"A b\":\"c\"}}}]} | The field \"A b\" is wrong"
      })
  void aRefusalOfJsonNamesWhatIsWrong(String content, String named) throws IOException {
    RecordingSink sink = post(AS_JSON, content);
    assertRefused(sink, 400);
    assertThat(new ObjectMapper().readTree(sink.text()).get("detail").textValue()).contains(named);
    assertThat(sink.text()).doesNotContain("org.", "com.", "java.");
  }

  @Test
  void aRefusalOfLinesNamesTheOneThatIsWrong() {
    assertThat(post(AS_TEXT, "/a\nb c\n").text()).contains("\\\"b c\\\" is no target");
    assertThat(post(AS_TEXT, "x".repeat(1000)).text()).hasSizeLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "a",
        "/a\nb",
        "/a#f",
        "/ä",
        "ftp://a.example/",
        "http:///a",
        "*",
        "group:",
        "/a\ngroup:ä",
        "a/*",
        "http://u@a.example/",
        "http://a.example:99999/",
        "//\u0000"
      })
  void textThatIsNoNoticeChangesNothing(String content) {
    assertRefused(post(AS_TEXT, content), 400);
  }

  @Test
  void otherTypesAreUnsupported() {
    for (String type : List.of("application/x-www-form-urlencoded", "text/html", "json", "")) {
      RecordingSink sink = post(Fields.of("Content-Type", type), "/a");
      assertRefused(sink, 415);
      assertThat(sink.fields().first("Accept"))
          .contains("application/json, text/plain, text/uri-list, message/http");
    }
    assertRefused(post(Fields.empty(), "/a"), 415);
    assertRefused(post(AS_TEXT.plus("Content-Type", "text/plain"), "/a"), 415);
    assertRefused(post(AS_TEXT.plus("Content-Encoding", "gzip"), "/a"), 415);
  }

  @Test
  void aNoticeMayBeAsLargeAsTheLimitAndNoLarger() {
    String targets = "/a\n" + " ".repeat(MAX_NOTICE - 3);
    assertThat(post(AS_TEXT, targets).statusCode()).isEqualTo(200);
    changes.clear();
    assertRefused(post(AS_TEXT, targets + " "), 413);
  }

  @Test
  void anotherMethodIsNotAllowed() {
    RecordingSink sink = get("/changes");
    assertRefused(sink, 405);
    assertThat(sink.fields().first("Allow")).contains("POST");
    RecordingSink posted = send("POST", "localhost", "/metrics", AS_TEXT, new byte[0]);
    assertRefused(posted, 405);
    assertThat(posted.fields().first("Allow")).contains("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "null",
        "http://127.0.0.1:8080",
        "https://127.0.0.1:8081",
        "http://127.0.0.1:8081.evil.example",
        ""
      })
  void aPageOfAnotherOriginIsRefused(String origin) {
    assertRefused(post(AS_TEXT.plus("Origin", origin), "/a"), 403);
  }

  @Test
  void aPageOfItsOwnOriginIsNot() {
    RecordingSink sink = post(AS_TEXT.plus("Origin", "http://127.0.0.1:8081"), "/a");
    assertThat(sink.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example:8081", "localhost.evil.example"})
  void aNameThatResolvesHereIsMisdirected(String authority) {
    assertRefused(
        send("POST", authority, "/changes", AS_TEXT, "/a".getBytes(StandardCharsets.UTF_8)), 421);
    assertRefused(send("GET", authority, "/metrics", Fields.empty(), new byte[0]), 421);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:8081", "127.0.0.1", "[::1]:8081", "192.0.2.7:1", "admin.example:8081"})
  void addressesAndItsOwnNameAreNot(String authority) {
    assertThat(send("GET", authority, "/", Fields.empty(), new byte[0]).statusCode())
        .isEqualTo(200);
  }

  @Test
  void itIsLiveWhileItAnswers() {
    origin = CompletableFuture.completedFuture(false);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void itIsReadyWhileEveryCheckHolds() {
    RecordingSink sink = get("/health/ready");
    assertThat(sink.statusCode()).isEqualTo(200);
    assertThat(sink.text())
        .isEqualTo("{\"ready\":true,\"checks\":{\"origin-reachable\":true,\"not-draining\":true}}");
  }

  @Test
  void whenItIsNotReadyItTellsWhy() {
    draining = true;
    RecordingSink sink = get("/health/ready");
    assertThat(sink.statusCode()).isEqualTo(503);
    assertThat(sink.fields().first("Cache-Control")).contains("no-store");
    assertThat(sink.text())
        .isEqualTo(
            "{\"ready\":false,\"checks\":{\"origin-reachable\":true,\"not-draining\":false}}");
  }

  @Test
  void aCheckThatFailsDoesNotHold() {
    origin = CompletableFuture.failedFuture(new IllegalStateException());
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void aCheckMayTakeItsTime() {
    origin = new CompletableFuture<>();
    RecordingSink sink = send("GET", "localhost", "/health/ready", Fields.empty(), new byte[0]);
    assertThat(sink.isAnswered()).isFalse();
    origin.complete(true);
    assertThat(sink.await().statusCode()).isEqualTo(200);
  }

  @Test
  void metricsAreTextUnlessOpenMetricsIsPreferred() {
    metrics.changed("notice");
    assertThat(get("/metrics").text()).contains("gateway_changes_total{cause=\"notice\"} 1.0");
    assertThat(get("/metrics").fields().first("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    RecordingSink open =
        get("/metrics", "Accept", "application/openmetrics-text;q=0.6, text/plain;q=0.5");
    assertThat(open.fields().first("Content-Type").orElseThrow())
        .startsWith("application/openmetrics-text");
    assertThat(open.text()).endsWith("# EOF\n");
    assertThat(
            get("/metrics", "Accept", "application/openmetrics-text;q=0.4, text/plain;q=0.5")
                .fields()
                .first("Content-Type")
                .orElseThrow())
        .startsWith("text/plain");
  }

  @Test
  void theIndexNamesEveryResource() {
    assertThat(get("/").text()).contains("/changes", "/health/live", "/health/ready", "/metrics");
  }

  @Test
  void headIsGetWithoutContent() {
    for (String path : List.of("/", "/health/live", "/health/ready")) {
      RecordingSink head = send("HEAD", "localhost", path, Fields.empty(), new byte[0]).await();
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.text()).isEmpty();
      assertThat(head.fields().first("Content-Length"))
          .contains(Integer.toString(get(path).text().length()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics/", "/health", "/changes/x", "*", "/%6Detrics"})
  void anythingElseIsNotFound(String path) {
    assertRefused(get(path), 404);
  }

  @Test
  void aQueryDoesNotHideAResource() {
    assertThat(get("/health/live?x=1").statusCode()).isEqualTo(200);
  }

  @Test
  void aNoticeInJsonNamesPrefixesAndGroupsToo() {
    post(
        AS_JSON,
        "{\"targets\":[\"/t\"],\"prefixes\":[\"/p\",\"/q*\",\"/r?x=\"],\"groups\":[\"g h\"]}");
    Change told = changes.get(0);
    for (String path : List.of("/t", "/p", "/p/1", "/p?x", "/q", "/qq", "/r?x=1")) {
      assertThat(told.concerns(target("http", "a.example", path), Set.of())).as(path).isTrue();
    }
    for (String path : List.of("/t?x", "/pp", "/r", "/r?y")) {
      assertThat(told.concerns(target("http", "a.example", path), Set.of())).as(path).isFalse();
    }
    assertThat(told.concerns(target("http", "a.example", "/x"), Set.of("g h"))).isTrue();
  }

  @Test
  void aLineMayBeAPrefixOrAGroup() {
    post(AS_TEXT, "/a/*\nhttp://b.example/*\ngroup:g");
    Change told = changes.get(0);
    assertThat(told.concerns(target("http", "a.example", "/a/1?x"), Set.of())).isTrue();
    assertThat(told.concerns(target("http", "a.example", "/a"), Set.of())).isFalse();
    assertThat(told.concerns(target("https", "b.example", "/z"), Set.of())).isTrue();
    assertThat(told.concerns(target("http", "c.example", "/z"), Set.of("g"))).isTrue();
  }

  @Test
  void aListInJsonAndAListOfUrisAreTargets() {
    post(AS_JSON, "[\"/a\",\"/b\"]");
    post(Fields.of("Content-Type", "text/uri-list"), "# all\r\nhttp://a.example/c\r\n/d\r\n");
    assertThat(extents())
        .extracting(AdminHandlerTest::path)
        .containsExactly("/a", "/b", "/c", "/d");
    changes.clear();
    assertRefused(post(AS_JSON, "[\"/a\",1]"), 400);
    assertRefused(post(AS_JSON, "[\"/a\",null]"), 400);
  }

  @Test
  void tenThousandTargetsAreOneNotice() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      lines.append("/items/").append(i).append('\n');
    }
    assertThat(post(AS_TEXT, lines.toString()).text()).contains("\"resources\":10000");
  }

  @Test
  void aNoticeMayCarryTheResponseItself() {
    post(
        AS_JSON,
        "{\"changes\":[{\"target\":\"http://a.example/r\",\"request\":{\"fields\":{\"Accept\":\"a/b\"}},"
            + "\"response\":{\"status\":203,\"fields\":{\"ETag\":\"\\\"v\\\"\",\"Via\":[\"1.1 a\",\"1.1 b\"],"
            + "\"Content-Length\":\"9\"},\"content-base64\":\"AP8=\"}},{\"target\":\"/s\"}]}");
    Published published = changes.get(0).published().orElseThrow();
    assertThat(published.target()).contains(target("http", "a.example", "/r"));
    assertThat(published.request()).isEqualTo(Fields.of("Accept", "a/b"));
    assertThat(published.response().statusCode()).isEqualTo(203);
    assertThat(published.response().fields())
        .isEqualTo(Fields.of("ETag", "\"v\"", "Via", "1.1 a", "Via", "1.1 b"));
    assertThat(((WholeContent) published.response().content()).octets()).containsExactly(0, 255);
    assertThat(changes.get(1).published()).isEmpty();
  }

  @Test
  void aNoticeMayBeTheResponse() {
    Fields type = Fields.of("Content-Type", "message/http; msgtype=response");
    post(
        type,
        "HTTP/1.1 200 OK\r\nContent-Location: /r?x\r\nETag:\"v\" \r\nContent-Length: 5\r\n\r\na\r\n\r\n");
    assertThat(extents()).extracting(AdminHandlerTest::path).containsExactly("/r?x");
    Published published = changes.get(0).published().orElseThrow();
    assertThat(published.target()).isEmpty();
    assertThat(published.response().fields()).isEqualTo(Fields.of("ETag", "\"v\""));
    assertThat(((WholeContent) published.response().content()).octets()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 200 OK\r\nContent-Location: /r\r\n",
        "HTTP/1.1 200 OK\nContent-Location: /r\n\n",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Location: r\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Location: /r\r\nContent-Location: /r\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Location: /r\r\nContent-Length: 1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Location: /r\r\nContent-Length: 0\r\nContent-Length: 1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Location: /r\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Location: /r\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Location: /r\r\nA : b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Location: /r\r\nA\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Location: /r\r\nA: b\nC: d\r\n\r\n",
        "HTTP/1.1 206 OK\r\nContent-Location: /r\r\n\r\n",
        "HTTP/1.1 304 OK\r\nContent-Location: /r\r\n\r\n",
        "HTTP/2 200 OK\r\nContent-Location: /r\r\n\r\n",
        "GET /r HTTP/1.1\r\nContent-Location: /r\r\n\r\n"
      })
  void whatIsNoWholeResponseChangesNothing(String message) {
    assertRefused(post(Fields.of("Content-Type", "message/http"), message), 400);
  }

  private RecordingSink purge(String authority, String path, String... fields) {
    return send("PURGE", authority, path, Fields.of(fields), new byte[0]).await();
  }

  @Test
  void purgeIsANoticeOfOneTarget() {
    assertThat(purge("127.0.0.1:8081", "/a?x").text())
        .isEqualTo("{\"stored\":2,\"resources\":1,\"subscribers\":3}");
    assertThat(changes.get(0).cause()).isEqualTo(Change.Cause.PURGE);
    assertThat(extents()).extracting(AdminHandlerTest::path).containsExactly("/a?x");
    assertThat(changes.get(0).concerns(target("http", "any.example", "/a?x"), Set.of())).isTrue();
  }

  @Test
  void aHostNarrowsPurge() {
    purge("api.example", "/a*");
    assertThat(changes.get(0).concerns(target("http", "api.example", "/ab"), Set.of())).isTrue();
    assertThat(changes.get(0).concerns(target("http", "b.example", "/ab"), Set.of())).isFalse();
  }

  @Test
  void purgeByAPageIsRefusedWhateverTheHost() {
    assertRefused(purge("evil.example", "/a", "Origin", "http://evil.example"), 403);
    assertRefused(purge("127.0.0.1:8081", "/a", "Origin", "http://127.0.0.1:8081"), 403);
  }

  @Test
  void withATokenWhatChangesOrShowsStateAsksForIt() {
    admin = admin(Optional.of("s3cret"));
    byte[] target = "/a".getBytes(StandardCharsets.UTF_8);
    for (String wrong :
        List.of(
            "", "Bearer", "Bearer ", "Bearer s3cre", "Bearer s3crets", "Basic s3cret", "s3cret")) {
      Fields fields = wrong.isEmpty() ? AS_TEXT : AS_TEXT.plus("Authorization", wrong);
      for (String method :
          List.of("POST /changes", "GET /cache", "DELETE /cache?prefix=/", "PURGE /a")) {
        String[] parts = method.split(" ", -1);
        RecordingSink sink = send(parts[0], "localhost:8081", parts[1], fields, target).await();
        assertRefused(sink, 401);
        assertThat(sink.fields().first("WWW-Authenticate").orElseThrow()).startsWith("Bearer ");
      }
    }
    Fields twice = AS_TEXT.plus("Authorization", "Bearer s3cret").plus("Authorization", "x");
    assertRefused(send("POST", "localhost", "/changes", twice, target).await(), 401);
    Fields right = AS_TEXT.plus("Authorization", "bearer s3cret");
    assertThat(send("POST", "localhost", "/changes", right, target).await().statusCode())
        .isEqualTo(200);
    assertThat(send("PURGE", "localhost", "/a", right, target).await().statusCode()).isEqualTo(200);
    assertThat(send("GET", "localhost", "/cache", right, target).await().statusCode())
        .isEqualTo(200);
  }

  @Test
  void withATokenHealthAndMetricsStayOpen() {
    admin = admin(Optional.of("s3cret"));
    for (String path : List.of("/", "/health/live", "/health/ready", "/metrics")) {
      assertThat(get(path).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoShowsTheTokenMayUseAnyNameOfTheListener() {
    admin = admin(Optional.of("s3cret"));
    Fields right = Fields.of("Authorization", "Bearer s3cret");
    assertThat(send("GET", "gw.internal", "/cache", right, new byte[0]).await().statusCode())
        .isEqualTo(200);
    assertRefused(send("GET", "gw.internal", "/metrics", Fields.empty(), new byte[0]).await(), 421);
  }

  @Test
  void aUriIsDecodedOnceSoThatItsOwnPercentSignsAreEncoded() {
    store("/a%20b");
    store("/a%2Fb");

    assertThat(get("/cache?uri=/a%2520b").text()).contains("\"http://a.example/a%20b\"");
    assertThat(get("/cache?uri=/a%252Fb").text()).contains("\"http://a.example/a%2Fb\"");
    assertThat(get("/cache?uri=/a%2Fb").text()).isEqualTo("{\"responses\":[]}");

    RecordingSink refused = get("/cache?uri=/a%20b");
    assertRefused(refused, 400);
    assertThat(refused.text()).contains("a percent sign of the URI itself is %25");
  }

  @Test
  void storedResponsesAreListedWithWhatDecidesAboutThem() {
    store("/a?x=1", "Accept", "a/b;q=0.5", "Cookie", "id=secret", "X-Api-Key", "secret");
    String listed = get("/cache?uri=/a%3Fx=1").text();
    assertThat(listed)
        .contains(
            "\"target\":\"http://a.example/a?x=1\"",
            "\"status\":200",
            "\"selected-by\":{\"accept\":\"a/b;q=0.5\",\"cookie\":\"*\",\"x-api-key\":\"*\"}",
            "\"lifetime\":60",
            "\"fresh\":true",
            "\"groups\":[\"2\",\"g\"]",
            "\"etag\":\"\\\"v1\\\"\"")
        .doesNotContain("secret", "next");
  }

  @ParameterizedTest
  @CsvSource({
    "'',5",
    "?prefix=/,5",
    "?prefix=/a,3",
    "?prefix=/a*,4",
    "?prefix=/a/,1",
    "?uri=/a,1",
    "?group=g,5",
    "?group=2,3",
    "?group=none,0",
    "?uri=http://a.example/b,1",
    "?uri=http://b.example/b,0",
    "?prefix=http%3A%2F%2Fa.example%2F,5"
  })
  void storedResponsesAreChosenByUriPrefixOrGroup(String query, int count) {
    for (String path : List.of("/a", "/a?x", "/a/1", "/ab", "/b")) {
      store(path);
    }
    assertThat(get("/cache" + query).text().split("\"target\"", -1)).hasSize(count + 1);
  }

  @Test
  void aLongListComesInPages() {
    for (int i = 0; i < 5; i++) {
      store("/" + i);
    }
    assertThat(get("/cache?prefix=/&limit=2").text())
        .contains("/0", "/1", "\"next\":\"http://a.example/1\"")
        .doesNotContain("/2");
    assertThat(get("/cache?prefix=/&limit=2&after=http://a.example/1").text())
        .contains("/2", "/3", "next");
    assertThat(get("/cache?prefix=/&limit=2&after=http://a.example/3").text())
        .contains("/4")
        .doesNotContain("next");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?x=1",
        "?uri=a",
        "?uri=/a&uri=/a",
        "?uri=/a&prefix=/b",
        "?limit=0",
        "?limit=10001",
        "?limit=x",
        "?uri=%zz",
        "?after=x",
        "?group=",
        "?uri"
      })
  void aListThatIsNotUnderstoodIsRefused(String query) {
    assertRefused(get("/cache" + query), 400);
  }

  @Test
  void removingIsNoChange() {
    for (String path : List.of("/a", "/a/1", "/b")) {
      store(path);
    }
    RecordingSink removed =
        send("DELETE", "localhost", "/cache?prefix=/a", Fields.empty(), new byte[0]).await();
    assertThat(removed.text()).isEqualTo("{\"removed\":2}");
    assertThat(changes).isEmpty();
    assertThat(get("/cache").text()).contains("example/b").doesNotContain("example/a");
    assertRefused(send("DELETE", "localhost", "/cache", Fields.empty(), new byte[0]).await(), 400);
  }
}
