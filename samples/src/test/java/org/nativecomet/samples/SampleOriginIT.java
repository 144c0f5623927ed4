package org.nativecomet.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleOriginIT {
  private final HttpClient client = HttpClient.newHttpClient();
  private SampleOrigin origin;

  @BeforeEach
  void start() throws IOException {
    origin = SampleOrigin.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void stop() {
    origin.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8",
    "/app.js, text/javascript; charset=utf-8",
    "/quotes/ACME, application/json",
    "/clock, application/json",
    "/notes, application/json",
    "/notes/1, application/json",
    "/log, text/plain; charset=utf-8"
  })
  void everyResourceHasValidatorsAndIsRevalidatedEachTime(String path, String type)
      throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(type);
    assertThat(response.headers().firstValue("ETag").orElseThrow()).matches("\"[0-9a-f]{16}\"");
    assertThat(response.headers().firstValue("Last-Modified")).isPresent();
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
  }

  @Test
  void headHasTheFieldsOfGetAndNoContent() throws Exception {
    HttpResponse<String> response = send("HEAD", "/app.js", "");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("Content-Length"))
        .isEqualTo(get("/app.js").headers().firstValue("Content-Length"));
  }

  @Test
  void whatTheClientHasIsNotSentAgain() throws Exception {
    HttpResponse<String> whole = get("/notes");
    String etag = whole.headers().firstValue("ETag").orElseThrow();
    String date = whole.headers().firstValue("Last-Modified").orElseThrow();
    HttpResponse<String> byTag = send("GET", "/notes", "", "If-None-Match", "\"x\", W/" + etag);
    assertThat(byTag.statusCode()).isEqualTo(304);
    assertThat(byTag.headers().firstValue("ETag")).hasValue(etag);
    assertThat(byTag.headers().firstValue("Content-Type")).isEmpty();
    assertThat(send("GET", "/notes", "", "If-Modified-Since", date).statusCode()).isEqualTo(304);
    assertThat(
            send("GET", "/notes", "", "If-None-Match", "\"x\"", "If-Modified-Since", date)
                .statusCode())
        .as("the tag outranks the date")
        .isEqualTo(200);
  }

  @Test
  void aNoteIsAddedByFormReplacedByJsonAndDeleted() throws Exception {
    HttpResponse<String> added =
        send(
            "POST",
            "/notes",
            "text=caf%C3%A9+%22au+lait%22",
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(added.statusCode()).isEqualTo(201);
    String path = added.headers().firstValue("Location").orElseThrow();
    assertThat(get(path).body()).contains("café \\\"au lait\\\"");
    assertThat(get("/notes").body()).contains("café");

    String etag = get(path).headers().firstValue("ETag").orElseThrow();
    String json = "{\"text\":\"tea\"}";
    assertThat(send("PUT", path, json, "Content-Type", "application/json", "If-Match", etag))
        .returns(200, HttpResponse::statusCode);
    assertThat(send("PUT", path, json, "Content-Type", "application/json", "If-Match", etag))
        .as("the tag is of the state before")
        .returns(412, HttpResponse::statusCode);
    assertThat(get(path).body()).contains("tea");

    assertThat(send("DELETE", path, "", "If-Match", etag).statusCode()).isEqualTo(412);
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(get(path).statusCode()).isEqualTo(404);
    assertThat(get("/notes").body()).doesNotContain("tea");
    assertThat(send("DELETE", path, "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "'', text/plain, 422",
    "'   ', text/plain, 422",
    "x, image/png, 415",
    "other=1, application/x-www-form-urlencoded, 422",
    "text=%zz, application/x-www-form-urlencoded, 400",
    "{, application/json, 422"
  })
  void aNoteThatCannotBeUnderstoodIsRefused(String content, String type, int status)
      throws Exception {
    assertThat(send("POST", "/notes", content, "Content-Type", type).statusCode())
        .isEqualTo(status);
  }

  @Test
  void limitsHoldAtTheirEdges() throws Exception {
    String longest = "a".repeat(NoteText.MAX_LENGTH);
    assertThat(note(longest)).isEqualTo(201);
    assertThat(note(longest + "a")).isEqualTo(422);
    assertThat(note("a".repeat(ResourceHandler.MAX_CONTENT))).isEqualTo(422);
    assertThat(note("a".repeat(ResourceHandler.MAX_CONTENT + 1))).isEqualTo(413);
    for (int i = 0; i < Notes.MAX_NOTES; i++) {
      note("note " + i);
    }
    assertThat(get("/notes").body()).doesNotContain(longest).contains("note 0", "note 49");
  }

  @Test
  void theLogIsGivenInPartsToWhoHasTheRest() throws Exception {
    HttpResponse<String> whole = get("/log");
    String etag = whole.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> part = send("GET", "/log", "", "Range", "bytes=3-", "If-Range", etag);
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(whole.body()).endsWith(part.body());
    assertThat(part.headers().firstValue("Content-Range").orElseThrow()).startsWith("bytes 3-");
    assertThat(send("GET", "/log", "", "Range", "bytes=3-", "If-Range", "\"x\"").statusCode())
        .isEqualTo(200);
    assertThat(send("GET", "/log", "", "Range", "bytes=999999-").statusCode()).isEqualTo(416);
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /clock, 'GET, HEAD, OPTIONS'",
    "PUT, /notes, 'GET, HEAD, OPTIONS, POST'",
    "PATCH, /notes/1, 'DELETE, GET, HEAD, OPTIONS, PUT'"
  })
  void otherMethodsAreRefusedNamingTheRightOnes(String method, String path, String allow)
      throws Exception {
    HttpResponse<String> response = send(method, path, "");
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue(allow);
  }

  @ParameterizedTest
  @CsvSource({"/nothing", "/notes/x", "/notes/0", "/notes/99999", "/../pom.xml", "/comet"})
  void elsewhereIsNothing(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void aQuoteChangesByItself() throws Exception {
    String before = get("/quotes/ACME").body();
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    String after = before;
    while (after.equals(before) && System.nanoTime() < deadline) {
      after = get("/quotes/ACME").body();
    }
    assertThat(after).isNotEqualTo(before).contains("\"symbol\":\"ACME\"");
  }

  private int note(String text) throws Exception {
    return send("POST", "/notes", text, "Content-Type", "text/plain").statusCode();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path, "");
  }

  private HttpResponse<String> send(String method, String path, String content, String... fields)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + origin.address().getPort() + path))
            .method(
                method,
                content.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(content))
            .version(HttpClient.Version.HTTP_1_1);
    if (fields.length > 0) {
      request.headers(fields);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
