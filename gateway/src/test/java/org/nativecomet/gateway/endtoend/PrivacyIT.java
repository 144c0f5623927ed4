package org.nativecomet.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.endtoend.EnclosedResponses.Enclosed;
import org.nativecomet.gateway.testing.Eventually;
import org.nativecomet.gateway.testing.RawClient;

/** Attempts to read what is another user's. */
class PrivacyIT {
  private static final String EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT";
  private static final int GZIP_HEADER = 10;
  private static final String FROM_THE_BEGINNING = "When-Modified-After: " + EPOCH;

  private final UserOrigin origin = new UserOrigin();
  private final List<RawClient> clients = new ArrayList<>();
  private final RunningGateway gateway =
      RunningGateway.before(origin.uri(), "polling:", "  max-interval: 1s");

  @AfterEach
  void nothingIsLeftOpen() {
    clients.forEach(RawClient::close);
    gateway.close();
    origin.close();
  }

  private RawClient request(String requestLine, String... fieldLines) {
    RawClient client = gateway.connect();
    clients.add(client);
    client.send(text(requestLine, fieldLines));
    return client;
  }

  private String text(String requestLine, String... fieldLines) {
    StringBuilder text = new StringBuilder(requestLine);
    text.append(" HTTP/1.1\r\nHost: ").append(gateway.authority()).append("\r\n");
    for (String line : fieldLines) {
      text.append(line).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  private EnclosedResponses subscribe(String... fieldLines) {
    List<String> lines = new ArrayList<>(List.of(fieldLines));
    lines.add("Accept: message/http, */*;q=0.1");
    if (lines.stream().noneMatch(line -> line.startsWith("When-"))) {
      lines.add(FROM_THE_BEGINNING);
    }
    RawClient client = request("GET /me", lines.toArray(String[]::new));
    assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
    return EnclosedResponses.of(client);
  }

  private static void assertIsFor(String user, Enclosed update) {
    assertThat(update.content()).endsWith(" of " + user);
    assertThat(update.field("ETag")).endsWith("-" + user + "\"");
    assertThat(update.field("X-User")).isEqualTo(user);
  }

  private void tellOfAChange() {
    origin.change();
    gateway.announce("/me");
  }

  // Two users of one URI

  @ParameterizedTest
  @CsvSource({
    "Authorization: Bearer , Authorization: Bearer ",
    "Cookie: session= , Cookie: session= ",
    "Authorization: Bearer , Cookie: session= "
  })
  void twoUsersOfOneUriAreEachShownWhatTheirOwnCredentialsFetch(String first, String second) {
    String space = first.endsWith("Bearer") ? " " : "";
    EnclosedResponses alice = subscribe(first + space + "alice");
    assertIsFor("alice", alice.next());
    EnclosedResponses bob = subscribe(second + (second.endsWith("Bearer") ? " " : "") + "bob");
    assertIsFor("bob", bob.next());

    tellOfAChange();

    assertIsFor("alice", alice.next());
    assertIsFor("bob", bob.next());
  }

  @Test
  void whoHasNoCredentialsIsShownNothingThatCredentialsHaveFetched() {
    assertIsFor("alice", subscribe("Authorization: Bearer alice").next());

    assertIsFor("nobody", subscribe().next());
    assertThat(gateway.send("GET", "/me", "").body()).endsWith(" of nobody");
  }

  @Test
  void theAuthorizedAreNotShownWhatWasFetchedWithoutAuthorization() {
    String credentials = "Authorization: Bearer alice";
    origin.says("Cache-Control", "max-age=60");
    assertThat(gateway.send("GET", "/me", "").body()).isEqualTo("v1 of nobody");
    assertIsFor("nobody", subscribe().next());

    assertIsFor("alice", subscribe(credentials).next());
    assertThat(request("GET /me", credentials).readMessage().content()).isEqualTo("v1 of alice");
    assertThat(request("GET /me", credentials, FROM_THE_BEGINNING).readMessage().content())
        .isEqualTo("v1 of alice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "private",
        "private, max-age=60",
        "no-store",
        "max-age=60",
        "private=\"X-User\", public",
        "s-maxage=0",
        "must-revalidate",
        "max-age=0, must-revalidate"
      })
  void noResponseThatIsForOneUserIsShared(String cacheControl) {
    origin.says("Cache-Control", cacheControl);
    EnclosedResponses alice = subscribe("Authorization: Bearer alice");
    EnclosedResponses bob = subscribe("Authorization: Bearer bob");
    assertIsFor("alice", alice.next());
    assertIsFor("bob", bob.next());

    tellOfAChange();

    assertIsFor("alice", alice.next());
    assertIsFor("bob", bob.next());
  }

  @Test
  void aResponseThatIsForAllIsShared() {
    origin.says("Cache-Control", "public, max-age=60");
    EnclosedResponses alice = subscribe("Authorization: Bearer alice");
    assertIsFor("alice", alice.next());
    EnclosedResponses bob = subscribe("Authorization: Bearer bob");

    assertIsFor("alice", bob.next());
    tellOfAChange();

    assertThat(alice.next()).isEqualTo(bob.next());
    assertThat(origin.requestsOf("bob")).isZero();
  }

  @Test
  void aResourceThatBecomesPrivateIsNoLongerShared() {
    origin.says("Cache-Control", "public, max-age=60");
    EnclosedResponses alice = subscribe("Authorization: Bearer alice");
    alice.next();
    EnclosedResponses bob = subscribe("Authorization: Bearer bob");
    bob.next();

    origin.says("Cache-Control", "private");
    tellOfAChange();

    assertIsFor("alice", alice.next());
    assertIsFor("bob", bob.next());
  }

  // Validators as an oracle

  @Test
  void anotherUsersValidatorsTellNothing() {
    String tag = subscribe("Authorization: Bearer alice").next().field("ETag");

    assertIsFor("bob", subscribe("Authorization: Bearer bob", "When-None-Match: " + tag).next());
    HttpResponse<String> plain =
        gateway.send("GET", "/me", "", "Authorization", "Bearer bob", "If-None-Match", tag);
    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(plain.body()).endsWith(" of bob");
  }

  @Test
  void aLongPollIsAnsweredWithItsOwnState() {
    subscribe("Authorization: Bearer alice").next();
    RawClient poll =
        request(
            "GET /me", "Authorization: Bearer bob", FROM_THE_BEGINNING, "If-None-Match: \"1-bob\"");
    gateway.awaitSubscriptions(2);
    Eventually.eventually("bob's state is known", () -> origin.requestsOf("bob") > 0);

    tellOfAChange();

    assertThat(poll.readMessage().content()).isEqualTo("v2 of bob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "GET"})
  void ordinaryRequestsAreAnsweredWithTheirOwnState(String method) {
    subscribe("Authorization: Bearer alice").next();
    gateway.send("GET", "/me", "", "Authorization", "Bearer alice");

    HttpResponse<String> response =
        gateway.send(method, "/me", "", "Authorization", "Bearer bob", "Range", "bytes=0-");

    assertThat(response.headers().firstValue("X-User")).contains("bob");
    assertThat(response.body()).doesNotContain("alice");
  }

  // Variants

  @ParameterizedTest
  @ValueSource(strings = {"Cookie", "Authorization", "Accept-Language", "X-User-Id", "*"})
  void variantsAreNotMixedEvenWhereTheOriginCallsThemPublic(String vary) {
    origin.says("Cache-Control", "public, max-age=60", "Vary", vary);
    String[] names = {"Cookie: session=", "Accept-Language: ", "X-User-Id: "};
    String alices = String.join("alice\r\n", names) + "alice\r\nAuthorization: Bearer alice";
    String bobs = String.join("bob\r\n", names) + "bob\r\nAuthorization: Bearer bob";
    EnclosedResponses alice = subscribe(alices);
    assertIsFor("alice", alice.next());
    EnclosedResponses bob = subscribe(bobs);
    assertIsFor("bob", bob.next());

    tellOfAChange();

    assertIsFor("alice", alice.next());
    assertIsFor("bob", bob.next());
  }

  // Error pages

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410, 302, 500, 503})
  void anErrorPageIsForTheOneWhoAsked(int status) {
    origin.answers(status);

    Enclosed alice = subscribe("Authorization: Bearer alice").next();
    Enclosed bob = subscribe("Authorization: Bearer bob").next();

    assertThat(alice.content()).isEqualTo("error page of alice");
    assertThat(bob.content()).isEqualTo("error page of bob");
    assertThat(gateway.send("GET", "/me", "", "Authorization", "Bearer carol").body())
        .isEqualTo("error page of carol");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410, 302})
  void theErrorPageThatEndsASharedSubscriptionIsForTheOneWhoseCredentialsAsked(int status) {
    origin.says("Cache-Control", "public, max-age=60");
    EnclosedResponses alice = subscribe("Authorization: Bearer alice");
    alice.next();
    EnclosedResponses bob = subscribe("Authorization: Bearer bob");
    bob.next();

    origin.says();
    origin.answers(status);
    gateway.announce("/me");

    assertThat(alice.next().content()).isEqualTo("error page of alice");
    assertThat(bob.next().content()).isEqualTo("error page of bob");
  }

  @Test
  void theErrorPageOfAnOriginThatFailsTooLongIsForTheOneWhoseCredentialsAsked() {
    origin.says("Cache-Control", "public, max-age=60, must-revalidate");
    EnclosedResponses alice = subscribe("Authorization: Bearer alice");
    alice.next();
    EnclosedResponses bob = subscribe("Authorization: Bearer bob");
    bob.next();

    origin.says();
    origin.answers(500);
    gateway.announce("/me");

    Enclosed last = bob.next();
    assertThat(last.statusCode()).isEqualTo(502);
    assertThat(last.content() + last.fields()).doesNotContain("alice");
    assertThat(alice.next().content()).isEqualTo("error page of alice");
  }

  @Test
  void whatIsStoredForOneUserIsNotServedToAnotherWhenTheOriginFails() {
    origin.says("Cache-Control", "max-age=0, stale-if-error=600");
    gateway.send("GET", "/me", "", "Authorization", "Bearer alice");
    subscribe("Authorization: Bearer alice").next();
    origin.answers(500);

    HttpResponse<String> bob = gateway.send("GET", "/me", "", "Authorization", "Bearer bob");

    assertThat(bob.statusCode()).isEqualTo(500);
    assertThat(bob.body()).isEqualTo("error page of bob");
  }

  // Cookies that are set

  @Test
  void aCookieIsSetForNobodyElse() {
    origin.says("Cache-Control", "public, max-age=60", "Set-Cookie", "id=first; HttpOnly");
    HttpResponse<String> first = gateway.send("GET", "/me", "");
    assertThat(first.headers().firstValue("Set-Cookie")).as("its own").isPresent();

    assertThat(gateway.send("GET", "/me", "").headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(subscribe().next().fields().has("Set-Cookie")).isFalse();
    HttpResponse<String> poll = gateway.send("GET", "/me", "", "When-Modified-After", EPOCH);
    assertThat(poll.headers().firstValue("Set-Cookie")).isEmpty();
  }

  // The same instant

  @Test
  void usersOfTheSameInstantAreEachShownTheirOwn() {
    CountDownLatch gate = origin.closeGate();
    List<RawClient> plain = new ArrayList<>();
    List<EnclosedResponses> streams = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      plain.add(request("GET /me", "Authorization: Bearer plain" + i));
      streams.add(subscribe("Cookie: session=stream" + i));
    }
    Eventually.eventually("they ask", () -> origin.requests().size() > 10);

    gate.countDown();

    for (int i = 0; i < 10; i++) {
      assertThat(plain.get(i).readMessage().content()).isEqualTo("v1 of plain" + i);
      assertIsFor("stream" + i, streams.get(i).next());
    }
  }

  // Streams

  @Test
  void requestsOfOneStreamAreAnsweredEachWithItsOwnCredentials() {
    RawClient client =
        request(
            "POST /comet",
            "Content-Type: message/http",
            "Authorization: Bearer outer",
            "Transfer-Encoding: chunked");
    client.readHead();
    EnclosedResponses answers = EnclosedResponses.of(client);

    client.sendChunk(
        text("GET /me", "Authorization: Bearer alice", FROM_THE_BEGINNING, "Exchange-Id: a"));
    assertIsFor("alice", answers.next());
    client.sendChunk(
        text("GET /me", "Authorization: Bearer bob", FROM_THE_BEGINNING, "Exchange-Id: b"));
    assertIsFor("bob", answers.next());
    client.sendChunk(text("GET /me", "Exchange-Id: c"));
    assertIsFor("outer", answers.next());
  }

  @Test
  void theCookieOfAStreamIsThatOfItsHeadWhateverIsEnclosed() {
    RawClient client =
        request(
            "POST /comet",
            "Content-Type: message/http",
            "Cookie: session=bob",
            "Transfer-Encoding: chunked");
    client.readHead();

    client.sendChunk(text("GET /me", "Cookie: session=alice", FROM_THE_BEGINNING));

    assertIsFor("bob", EnclosedResponses.of(client).next());
    assertThat(origin.requestsOf("alice")).isZero();
  }

  // Compression

  @Test
  void noAnswerIsCompressedWithTheHelpOfAnothersOnTheSameStream() throws DataFormatException {
    RawClient client =
        request(
            "POST /comet",
            "Content-Type: message/http",
            "Accept-Encoding: gzip",
            "Transfer-Encoding: chunked");
    assertThat(client.readHead()).containsIgnoringCase("Content-Encoding: gzip");
    Inflater wholeStream = new Inflater(true);
    String header = client.readChunk();
    wholeStream.setInput(octets(header.substring(GZIP_HEADER)));

    for (String user : List.of("alice", "bob", "alice")) {
      client.sendChunk(text("GET /me", "Authorization: Bearer " + user));
      StringBuilder received = new StringBuilder();
      StringBuilder answer = new StringBuilder(inflated(wholeStream));
      while (!answer.toString().endsWith(" of " + user)) {
        String chunk = client.readChunk();
        received.append(chunk);
        wholeStream.setInput(octets(chunk));
        answer.append(inflated(wholeStream));
      }

      Inflater withoutHistory = new Inflater(true);
      withoutHistory.setInput(octets(received.toString()));
      assertThat(inflated(withoutHistory)).isEqualTo(answer.toString()).startsWith("HTTP/1.1 200");
    }
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** All that can be had by now. */
  private static String inflated(Inflater inflater) throws DataFormatException {
    byte[] buffer = new byte[65536];
    int length = inflater.inflate(buffer);
    return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
  }

  @Test
  void compressedStreamsOfOneResourceHaveNothingOfEachOther() throws IOException {
    EnclosedResponses alice = subscribeCompressed("alice");
    EnclosedResponses bob = subscribeCompressed("bob");
    assertIsFor("alice", alice.next());
    assertIsFor("bob", bob.next());

    for (int i = 0; i < 5; i++) {
      tellOfAChange();
      assertIsFor("alice", alice.next());
      assertIsFor("bob", bob.next());
    }
  }

  private EnclosedResponses subscribeCompressed(String user) throws IOException {
    RawClient client =
        request(
            "GET /me",
            "Accept: message/http",
            "Accept-Encoding: gzip",
            "Authorization: Bearer " + user,
            FROM_THE_BEGINNING);
    assertThat(client.readHead()).containsIgnoringCase("Content-Encoding: gzip");
    return EnclosedResponses.in(new GZIPInputStream(EnclosedResponses.chunksOf(client)));
  }

  // Forgery

  private static final String[] FORGED = {
    "Forwarded: for=6.6.6.6;host=evil.example;proto=https",
    "X-Forwarded-For: 6.6.6.6",
    "X-Forwarded-Host: evil.example",
    "X-Forwarded-Proto: https",
    "X-Forwarded-Port: 6666",
    "X-Forwarded-Prefix: /evil",
    "X-Forwarded-Server: evil.example"
  };

  private void assertNothingForgedHasArrived() {
    assertThat(origin.heads()).isNotEmpty();
    for (Headers head : origin.heads()) {
      assertThat(head.entrySet().toString()).doesNotContain("6.6.6.6", "6666", "evil", "https");
      assertThat(head.get("X-Forwarded-For")).containsExactly("127.0.0.1");
      assertThat(head.get("X-Forwarded-Proto")).containsExactly("http");
    }
  }

  @Test
  void nobodyForgesWhereARequestComesFrom() {
    request("GET /me", FORGED).readMessage();
    subscribe(FORGED).next();

    assertNothingForgedHasArrived();
  }

  @Test
  void noEnclosedRequestForgesWhatABrowserOrAProxyVouchesFor() {
    RawClient client =
        request("POST /comet", "Content-Type: message/http", "Transfer-Encoding: chunked");
    client.readHead();
    EnclosedResponses answers = EnclosedResponses.of(client);
    List<String> forged = new ArrayList<>(List.of(FORGED));
    forged.add("Cookie: session=evil");
    forged.add("Origin: http://evil.example");
    forged.add("Referer: http://evil.example/");
    forged.add("Sec-Fetch-Site: evil");
    forged.add("Proxy-Authorization: Basic evil");
    forged.add("X-HTTP-Method-Override: evil");

    client.sendChunk(text("GET /me", forged.toArray(String[]::new)));
    assertIsFor("nobody", answers.next());
    forged.add(FROM_THE_BEGINNING);
    client.sendChunk(text("GET /me", forged.toArray(String[]::new)));
    assertIsFor("nobody", answers.next());

    assertNothingForgedHasArrived();
  }

  // Revocation

  @Test
  void revokedCredentialsEndAStreamWithTheOriginsWord() {
    EnclosedResponses alice = subscribe("Authorization: Bearer alice");
    EnclosedResponses bob = subscribe("Authorization: Bearer bob");
    alice.next();
    bob.next();

    origin.revoke("alice");

    Enclosed last = alice.next();
    assertThat(last.statusCode()).isEqualTo(403);
    assertThat(last.content()).isEqualTo("refused to alice");
    assertThat(last.field("Subscribed")).isEqualTo("none");
    assertThat(alice.isAtEnd()).isTrue();
    tellOfAChange();
    assertIsFor("bob", bob.next());
  }

  @Test
  void revokedCredentialsEndALongPollWithTheOriginsWord() {
    RawClient poll =
        request(
            "GET /me", "Cookie: session=alice", FROM_THE_BEGINNING, "If-None-Match: \"1-alice\"");
    Eventually.eventually("alice's state is known", () -> origin.requestsOf("alice") > 0);

    origin.revoke("alice");

    RawClient.Message answer = poll.readMessage();
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.content()).isEqualTo("refused to alice");
  }

  @Test
  void revokedCredentialsEndAnEnclosedSubscriptionAndNotItsStream() {
    RawClient client =
        request(
            "POST /comet",
            "Content-Type: message/http",
            "Authorization: Bearer alice",
            "Transfer-Encoding: chunked");
    client.readHead();
    EnclosedResponses answers = EnclosedResponses.of(client);
    client.sendChunk(text("GET /me", FROM_THE_BEGINNING));
    assertIsFor("alice", answers.next());

    origin.revoke("alice");

    Enclosed last = answers.next();
    assertThat(last.statusCode()).isEqualTo(403);
    assertThat(last.field("Subscribed")).isEqualTo("none");
    client.sendChunk(text("GET /me", "Authorization: Bearer bob"));
    assertIsFor("bob", answers.next());
  }

  // The signal is shared, what it signals is not

  @Test
  void aChangeIsToldToAllAndFetchedByAFewAtATime() {
    List<EnclosedResponses> users = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      users.add(subscribe("Authorization: Bearer u" + i));
    }
    for (int i = 0; i < 100; i++) {
      assertIsFor("u" + i, users.get(i).next());
    }
    origin.mostAtOnce();

    gateway.send("PUT", "/me", "");
    tellOfAChange();

    for (int i = 0; i < 100; i++) {
      Enclosed update = users.get(i).next();
      assertIsFor("u" + i, update);
    }
    assertThat(origin.mostAtOnce()).isLessThanOrEqualTo(16 + 1);
  }

  @Test
  void aChangeIsFetchedNoFasterThanConfiguredAndNotForThoseWhoseSubscriptionHasEnded() {
    try (RunningGateway slow =
        RunningGateway.before(
            origin.uri(),
            "polling: {min-interval: 10m, max-interval: 10m}",
            "subscriptions: {max-private-fetches: 3, private-fetches-per-second: 20}")) {
      List<RawClient> users = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        users.add(subscribed(slow, "u" + i));
      }
      origin.revoke("u0");
      slow.announce("/me");
      EnclosedResponses.of(users.get(0)).next();
      Eventually.eventually("all were asked about", () -> origin.requests().size() == 120);
      origin.mostAtOnce();

      origin.change();
      long told = System.nanoTime();
      slow.announce("/me");

      for (int i = 1; i < 60; i++) {
        assertIsFor("u" + i, EnclosedResponses.of(users.get(i)).next());
      }
      // A second's worth may be asked for at once, and 39 of 59 are left.
      assertThat(System.nanoTime() - told).isGreaterThan(1_500_000_000L);
      assertThat(origin.mostAtOnce()).isLessThanOrEqualTo(3);
      assertThat(origin.requests()).hasSize(179);
      assertThat(origin.requestsOf("u0")).isEqualTo(2);
      users.forEach(RawClient::close);
    }
  }

  private static RawClient subscribed(RunningGateway gateway, String user) {
    RawClient client = gateway.connect();
    client.send(
        "GET /me HTTP/1.1\r\nHost: "
            + gateway.authority()
            + "\r\nAccept: message/http\r\nAuthorization: Bearer "
            + user
            + "\r\n"
            + FROM_THE_BEGINNING
            + "\r\n\r\n");
    assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK\r\n");
    assertIsFor(user, EnclosedResponses.of(client).next());
    return client;
  }

  // Ways around

  @Test
  void noRequestReachesAHostThatIsNotConfigured() throws IOException {
    try (ServerSocket elsewhere = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String foreign = "127.0.0.1:" + elsewhere.getLocalPort();
      elsewhere.setSoTimeout(300);

      RawClient absolute = gateway.connect();
      clients.add(absolute);
      absolute.send("GET http://" + foreign + "/me HTTP/1.1\r\nHost: " + foreign + "\r\n\r\n");
      absolute.readMessage();
      RawClient stream =
          request("POST /comet", "Content-Type: message/http", "Transfer-Encoding: chunked");
      stream.readHead();
      stream.sendChunk("GET http://" + foreign + "/me HTTP/1.1\r\nHost: " + foreign + "\r\n\r\n");
      assertThat(EnclosedResponses.of(stream).next().statusCode()).isEqualTo(421);

      assertThat(isAskedNothing(elsewhere)).isTrue();
    }
  }

  private static boolean isAskedNothing(ServerSocket server) throws IOException {
    try {
      server.accept().close();
      return false;
    } catch (SocketTimeoutException nothing) {
      return true;
    }
  }

  @Test
  void noticesAreNotTakenFromClients() {
    subscribe("Authorization: Bearer alice").next();

    HttpResponse<String> answer = gateway.send("POST", "/changes", "/me");

    assertThat(answer.body()).doesNotContain("subscribers");
  }

  @Test
  void theMetricsNameNobody() {
    subscribe("Authorization: Bearer alice").next();
    gateway.send("GET", "/me?token=hush", "", "Cookie", "session=bob");

    assertThat(gateway.admin("/metrics").body()).doesNotContain("alice", "bob", "hush", "/me");
  }
}
