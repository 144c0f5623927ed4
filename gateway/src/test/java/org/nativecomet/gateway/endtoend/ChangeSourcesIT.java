package org.nativecomet.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.testing.Eventually.eventually;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.testing.RawClient;

/** How the gateway learns of changes, other than by polling: that is slow here. */
class ChangeSourcesIT {
  private static final String CONFIGURATION =
      """
      polling: {min-interval: 10m, max-interval: 10m}
      changes:
        rules:
          - path: /items/{id}
            changes: [/items, "/items?*"]
      """;

  private final RestOrigin origin = new RestOrigin();
  private final List<RawClient> clients = new ArrayList<>();
  private final RunningGateway gateway = RunningGateway.before(origin.uri(), CONFIGURATION);

  @AfterEach
  void nothingIsLeftOpen() {
    clients.forEach(RawClient::close);
    gateway.close();
    origin.close();
  }

  private void put(String path, String content, String... fields) {
    origin.set(path, content);
    List<String> all = new ArrayList<>(List.of("Cache-Control", "max-age=600"));
    all.addAll(List.of(fields));
    origin.describe("GET", path, all.toArray(String[]::new));
  }

  /** Subscribes, and has read the first state. */
  private EnclosedResponses subscribed(String path, String... fieldLines) {
    RawClient client = gateway.connect();
    clients.add(client);
    client.send(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + gateway.authority()
            + "\r\nAccept: message/http, */*;q=0.1\r\n"
            + "When-Modified-After: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
            + String.join("", fieldLines)
            + "\r\n");
    assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
    EnclosedResponses updates = EnclosedResponses.of(client);
    assertThat(updates.next().statusCode()).isEqualTo(200);
    return updates;
  }

  private String get(String path) {
    return gateway.send("GET", path, "").body();
  }

  private HttpResponse<String> notice(String json) {
    return gateway.admin("POST", "/changes", json, "Content-Type", "application/json");
  }

  @Test
  void aRuleReachesTheListAndItsPagesWhenAnItemIsWritten() {
    put("/items", "one");
    EnclosedResponses list = subscribed("/items");
    EnclosedResponses page = subscribed("/items?page=1");
    assertThat(get("/items?page=2")).isEqualTo("one");
    put("/items", "two");
    assertThat(get("/items?page=2")).isEqualTo("one");

    gateway.send("PUT", "/items/7", "seven");

    assertThat(get("/items?page=2")).isEqualTo("two");
    assertThat(list.next().content()).isEqualTo("two");
    assertThat(page.next().content()).isEqualTo("two");
    assertThat(gateway.admin("/metrics").body())
        .contains("gateway_changes_total{cause=\"rule\"} 2");
  }

  @Test
  void aGroupThatAWriteNamesReachesItsMembers() {
    put("/a", "one", "Cache-Groups", "\"g\"");
    put("/b", "one", "Cache-Groups", "\"h\"");
    EnclosedResponses member = subscribed("/a");
    assertThat(get("/b")).isEqualTo("one");
    put("/a", "two", "Cache-Groups", "\"g\"");
    put("/b", "two", "Cache-Groups", "\"h\"");
    origin.describe("PUT", "/elsewhere", "Cache-Group-Invalidation", "\"g\"");

    gateway.send("PUT", "/elsewhere", "x");

    assertThat(member.next().content()).isEqualTo("two");
    assertThat(get("/a")).isEqualTo("two");
    assertThat(get("/b")).isEqualTo("one");
  }

  @Test
  void aNoticeOfAPrefixReachesEveryResourceBelowIt() {
    put("/p", "one");
    put("/p/1", "one");
    put("/pp", "one");
    EnclosedResponses parent = subscribed("/p");
    EnclosedResponses child = subscribed("/p/1");
    subscribed("/pp");
    put("/p", "two");
    put("/p/1", "two");

    assertThat(notice("{\"prefixes\":[\"/p\"]}").body())
        .isEqualTo("{\"resources\":2,\"subscribers\":2}");

    assertThat(parent.next().content()).isEqualTo("two");
    assertThat(child.next().content()).isEqualTo("two");
  }

  @Test
  void aNoticeOfAGroupReachesItsMembers() {
    put("/a", "one", "Cache-Groups", "\"g\"");
    EnclosedResponses member = subscribed("/a");
    put("/a", "two", "Cache-Groups", "\"g\"");

    assertThat(gateway.announce("group:g", "group:none"))
        .isEqualTo("{\"resources\":1,\"subscribers\":1}");

    assertThat(member.next().content()).isEqualTo("two");
  }

  @Test
  void aNoticeThatCarriesTheRepresentationNeedsNoFetch() {
    put("/r", "one");
    EnclosedResponses updates = subscribed("/r");
    int before = origin.requests().size();
    String fields = "{\"ETag\":\"\\\"v2\\\"\",\"Cache-Control\":\"max-age=60\",\"X-A\":\"b\"}";

    assertThat(
            notice(
                    "{\"changes\":[{\"target\":\"/r\",\"response\":{\"fields\":"
                        + fields
                        + ",\"content\":\"zw\u00f6lf\"}}]}")
                .body())
        .isEqualTo("{\"resources\":1,\"subscribers\":1}");

    EnclosedResponses.Enclosed update = updates.next();
    assertThat(update.field("ETag")).isEqualTo("\"v2\"");
    assertThat(update.field("X-A")).isEqualTo("b");
    assertThat(get("/r")).isEqualTo("zw\u00f6lf");
    assertThat(subscribed("/r")).isNotNull();
    assertThat(origin.requests()).hasSize(before);
  }

  @Test
  void octetsThatAreNoTextAreGivenInBase64() {
    put("/r", "one");
    EnclosedResponses updates = subscribed("/r");

    notice(
        "{\"changes\":[{\"target\":\"http://"
            + gateway.authority()
            + "/r\",\"response\":{\"content-base64\":\""
            + Base64.getEncoder().encodeToString("two".getBytes(StandardCharsets.UTF_8))
            + "\"}}]}");

    assertThat(updates.next().content()).isEqualTo("two");
  }

  @Test
  void aRepresentationThatWasGivenIsNotSentAgainWhenTheOriginHasItToo() {
    put("/r", "one");
    EnclosedResponses updates = subscribed("/r");
    notice("{\"changes\":[{\"target\":\"/r\",\"response\":{\"content\":\"two\"}}]}");
    assertThat(updates.next().content()).isEqualTo("two");

    put("/r", "two");
    long asked = origin.count("GET", "/r");
    gateway.announce("/r");
    eventually("the origin was asked", () -> origin.count("GET", "/r") > asked);
    put("/r", "three");
    gateway.announce("/r");

    assertThat(updates.next().content()).isEqualTo("three");
  }

  @Test
  void whoeverHasTheirOwnRepresentationIsNotShownTheOneGiven() {
    put("/mine", "private one");
    origin.describe("GET", "/mine", "Cache-Control", "private, max-age=600");
    EnclosedResponses updates = subscribed("/mine", "Authorization: Basic YTpi\r\n");
    origin.set("/mine", "private two");

    notice("{\"changes\":[{\"target\":\"/mine\",\"response\":{\"content\":\"for all\"}}]}");

    assertThat(updates.next().content()).isEqualTo("private two");
    assertThat(get("/mine")).isEqualTo("private two");
  }

  @Test
  void aGivenRepresentationIsForTheVariantThatItsRequestSelects() {
    put("/v", "english", "Vary", "Accept-Language");
    EnclosedResponses german = subscribed("/v", "Accept-Language: de\r\n");
    EnclosedResponses english = subscribed("/v", "Accept-Language: en\r\n");
    put("/v", "english two", "Vary", "Accept-Language");

    notice(
        "{\"changes\":[{\"target\":\"/v\",\"request\":{\"fields\":{\"Accept-Language\":\"de\"}},"
            + "\"response\":{\"fields\":{\"Vary\":\"Accept-Language\"},\"content\":\"deutsch\"}}]}");

    assertThat(german.next().content()).isEqualTo("deutsch");
    assertThat(english.next().content()).isEqualTo("english two");
  }

  @Test
  void whatIsGivenAsGoneEndsTheSubscription() {
    put("/r", "one");
    EnclosedResponses updates = subscribed("/r");

    notice("{\"changes\":[{\"target\":\"/r\",\"response\":{\"status\":410}}]}");

    assertThat(updates.next().statusCode()).isEqualTo(410);
    assertThat(updates.isAtEnd()).isTrue();
  }

  @Test
  void purgeWhereClientsConnectDropsWhatIsStoredAndReachesSubscribers() {
    put("/r", "one");
    EnclosedResponses updates = subscribed("/r");
    put("/r", "two");

    HttpResponse<String> purged = gateway.send("PURGE", "/r", "");

    assertThat(purged.statusCode()).isEqualTo(200);
    assertThat(purged.body()).isEqualTo("{\"stored\":1,\"resources\":1,\"subscribers\":1}");
    assertThat(updates.next().content()).isEqualTo("two");
    assertThat(get("/r")).isEqualTo("two");
    assertThat(gateway.send("PURGE", "/none", "").body()).contains("\"stored\":0");
    assertThat(origin.requests()).noneMatch(request -> request.startsWith("PURGE"));
  }

  @Test
  void purgeTakesAnAsteriskAndTheAdminListenerTakesPurge() {
    for (String path : List.of("/p/1", "/p/2", "/q")) {
      put(path, "one");
      get(path);
    }
    assertThat(gateway.send("PURGE", "/p/*", "").body()).contains("\"stored\":2");
    assertThat(gateway.admin("PURGE", "/q", "").body()).contains("\"stored\":1");
    assertThat(gateway.admin("/cache").body()).isEqualTo("{\"responses\":[]}");
  }

  @Test
  void purgeByOthersIsRefusedAndNotForwarded() {
    try (RunningGateway closed = RunningGateway.before(origin.uri(), "changes: {purge-from: []}")) {
      assertThat(closed.send("PURGE", "/r", "").statusCode()).isEqualTo(403);
      assertThat(origin.requests()).isEmpty();
    }
  }

  @Test
  void anEnclosedPurgeIsRefused() {
    try (RawClient client = gateway.connect()) {
      String enclosed = "PURGE /r HTTP/1.1\r\nHost: " + gateway.authority() + "\r\n\r\n";
      client.send(
          "POST /comet HTTP/1.1\r\nHost: "
              + gateway.authority()
              + "\r\nContent-Type: message/http\r\nContent-Length: "
              + enclosed.length()
              + "\r\n\r\n"
              + enclosed);
      assertThat(client.readHead()).startsWith("HTTP/1.1 200");
      assertThat(EnclosedResponses.of(client).next().statusCode()).isEqualTo(403);
    }
  }

  @Test
  void whatIsStoredIsListedAndRemovedWithoutTellingSubscribers() {
    put("/r", "one", "Cache-Groups", "\"g\"");
    subscribed("/r");
    assertThat(gateway.admin("/cache?group=g").body())
        .contains("\"target\":\"http://" + gateway.authority() + "/r\"", "\"groups\":[\"g\"]");
    long asked = origin.count("GET", "/r");

    assertThat(gateway.admin("DELETE", "/cache?uri=/r", "").body()).isEqualTo("{\"removed\":1}");

    assertThat(gateway.admin("/cache?uri=/r").body()).isEqualTo("{\"responses\":[]}");
    assertThat(origin.count("GET", "/r")).isEqualTo(asked);
    assertThat(get("/r")).isEqualTo("one");
    assertThat(origin.count("GET", "/r")).isEqualTo(asked + 1);
  }

  @Test
  void aWriteWhoseAnswerIsLostReachesSubscribersIfItWasDone() {
    put("/r", "one");
    EnclosedResponses updates = subscribed("/r");
    origin.loseAnswers("/r");

    assertThat(gateway.send("PUT", "/r", "two").statusCode()).isEqualTo(502);

    assertThat(updates.next().content()).isEqualTo("two");
  }

  @Test
  void whatCannotBeDecodedIsRefusedWithProblemDetails() {
    try (RawClient operator = gateway.connectAdmin()) {
      operator.send("GET /cache?prefix=%ZZ HTTP/1.1\r\nHost: localhost\r\n\r\n");

      RawClient.Message refusal = operator.readMessage();

      assertThat(refusal.statusCode()).isEqualTo(400);
      assertThat(refusal.field("Content-Type")).isEqualTo("application/problem+json");
      assertThat(refusal.content()).contains("\"detail\":\"Expected one of uri=");
    }
  }

  @Test
  void beyondThisMachineTheOperatorShowsAToken() {
    try (RunningGateway guarded =
        RunningGateway.before(origin.uri(), "admin-token: s3cret", "changes: {max-notice: 1KiB}")) {
      String type = "Content-Type";
      HttpResponse<String> refused = guarded.admin("POST", "/changes", "/a", type, "text/plain");
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
          .startsWith("Bearer");
      String[] fields = {type, "text/plain", "Authorization", "Bearer s3cret"};
      assertThat(guarded.admin("POST", "/changes", "/a", fields).statusCode()).isEqualTo(200);
      assertThat(guarded.admin("POST", "/changes", "/".repeat(1025), fields).statusCode())
          .isEqualTo(413);
      assertThat(guarded.admin("/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aResponseOfItsOwnIsANoticeToo() {
    put("/r", "one");
    EnclosedResponses updates = subscribed("/r");
    long asked = origin.count("GET", "/r");
    String message = "HTTP/1.1 200 OK\r\nContent-Location: /r\r\nETag: \"2\"\r\n\r\ntwo";

    HttpResponse<String> answer =
        gateway.admin("POST", "/changes", message, "Content-Type", "message/http");

    assertThat(answer.body()).isEqualTo("{\"resources\":1,\"subscribers\":1}");
    assertThat(updates.next().content()).isEqualTo("two");
    assertThat(origin.count("GET", "/r")).isEqualTo(asked);
  }
}
