package org.nativecomet.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
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
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.change.Reach;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.observe.MetricsEvents;
import org.nativecomet.gateway.testing.RecordingSink;

class AdminHandlerTest {
  private static final Fields AS_JSON = Fields.of("Content-Type", "application/json");
  private static final Fields AS_TEXT = Fields.of("Content-Type", "text/plain; charset=utf-8");
  private static final String PROBLEM = "application/problem+json";

  private final List<Change> changes = new ArrayList<>();
  private final MetricsEvents metrics = new MetricsEvents();
  private CompletableFuture<Boolean> origin = CompletableFuture.completedFuture(true);
  private boolean draining;

  private final AdminHandler admin =
      new AdminHandler(
          "Admin.example",
          change -> {
            changes.add(change);
            return new Reach(1, 3, 0);
          },
          List.of(
              new HealthCheck("origin-reachable", () -> origin),
              HealthCheck.of("not-draining", () -> !draining)),
          metrics);

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

  private static String path(Change change) {
    return ((Extent.OneTarget) change.extents().get(0)).pathAndQuery();
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
    assertThat(changes).extracting(AdminHandlerTest::path).containsExactly("/a", "/b?x=1");
    assertThat(changes).extracting(Change::cause).containsOnly(Change.Cause.NOTICE);
  }

  @Test
  void aNoticeInTextHasOneTargetALine() {
    RecordingSink sink = post(AS_TEXT, "/a\r\n\n  \n/b?x=1\n/a");
    assertThat(sink.text()).isEqualTo("{\"resources\":2,\"subscribers\":6}");
    assertThat(changes).extracting(AdminHandlerTest::path).containsExactly("/a", "/b?x=1");
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
    assertThat(changes).extracting(AdminHandlerTest::path).containsExactly(pathAndQuery);
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
        "/a"
      })
  void jsonThatIsNoNoticeChangesNothing(String content) {
    assertRefused(post(AS_JSON, content), 400);
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
      assertThat(sink.fields().first("Accept")).contains("application/json, text/plain");
    }
    assertRefused(post(Fields.empty(), "/a"), 415);
    assertRefused(post(AS_TEXT.plus("Content-Type", "text/plain"), "/a"), 415);
    assertRefused(post(AS_TEXT.plus("Content-Encoding", "gzip"), "/a"), 415);
  }

  @Test
  void aNoticeMayBeAsLargeAsTheLimitAndNoLarger() {
    String targets = "/a\n" + " ".repeat(NoticeHandler.MAX_NOTICE - 3);
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
}
