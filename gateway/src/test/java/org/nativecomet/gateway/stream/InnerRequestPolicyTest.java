package org.nativecomet.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.message.EnclosedRequest;
import org.nativecomet.gateway.stream.InnerDecision.Action;

/**
 * What an enclosed request may name, claim and forge. The stream is POST http://g.example/comet.
 */
final class InnerRequestPolicyTest {
  private static final Fields HOST = Fields.of("Host", "g.example");

  private static InnerDecision decide(String method, String target, Fields fields) {
    return decide(StreamFixture.outer(Content.empty()), method, target, fields);
  }

  private static InnerDecision decide(Request outer, String method, String target, Fields fields) {
    InnerRequestPolicy policy = new InnerRequestPolicy(StreamFixture.options(9, 9), outer);
    return policy.decide(new EnclosedRequest(method, target, fields, new byte[] {1, 2}));
  }

  private static InnerRefusal refusal(InnerDecision decision) {
    assertThat(decision.action()).isEqualTo(Action.REFUSE);
    return decision.refusal().orElseThrow();
  }

  @Test
  void ordinaryRequestIsDispatchedUnchanged() {
    InnerDecision decision =
        decide("PUT", "/a%2Fb//c;d?x=%7e&y", HOST.plus("X-A", "1").plus("Content-Length", "2"));
    assertThat(decision.action()).isEqualTo(Action.DISPATCH);
    Request request = decision.request().orElseThrow();
    assertThat(request.method().name()).isEqualTo("PUT");
    assertThat(request.target())
        .isEqualTo(new TargetUri("http", "g.example", "/a%2Fb//c;d?x=%7e&y"));
    assertThat(request.fields()).isEqualTo(Fields.of("Host", "g.example", "X-A", "1"));
    assertThat(request.content().length()).hasValue(2);
    assertThat(request.client().address()).isEqualTo("192.0.2.1");
    assertThat(request.isEnclosed()).isTrue();
    assertThat(decision.correlation().contentLocation()).isEqualTo("/a%2Fb//c;d?x=%7e&y");
  }

  @Test
  void exactlyOneHostIsRequired() {
    assertThat(refusal(decide("GET", "/a", Fields.empty()))).isEqualTo(InnerRefusal.HOST_MISSING);
    assertThat(refusal(decide("GET", "/a", HOST.plus("Host", "g.example"))))
        .isEqualTo(InnerRefusal.HOST_REPEATED);
    assertThat(refusal(decide("GET", "http://g.example/a", Fields.empty())))
        .isEqualTo(InnerRefusal.HOST_MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil@g.example", "g.example/", "", "g.example:x", "g.example:99999"})
  void hostMustBeAnAuthority(String host) {
    assertThat(refusal(decide("GET", "/a", Fields.of("Host", host))))
        .isEqualTo(InnerRefusal.AUTHORITY_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:8081",
        "169.254.169.254",
        "other.example",
        "G.EXAMPLE.",
        "g.example:8080",
        "localhost"
      })
  void otherAuthoritiesAreMisdirected(String host) {
    assertThat(refusal(decide("GET", "/a", Fields.of("Host", host))))
        .isEqualTo(InnerRefusal.AUTHORITY_MISDIRECTED);
  }

  @ParameterizedTest
  @CsvSource({"G.Example:80, g.example", "also.example, also.example", "G.EXAMPLE, g.example"})
  void ownAndAllowedAuthoritiesAreServed(String host, String authority) {
    Request request = decide("GET", "/a", Fields.of("Host", host)).request().orElseThrow();
    assertThat(request.target().authority()).isEqualTo(authority);
    assertThat(request.fields().values("Host")).containsExactly(authority);
  }

  @ParameterizedTest
  @CsvSource({
    "http://g.example/a?b, /a?b",
    "HTTP://G.EXAMPLE:80/a, /a",
    "http://g.example, /",
    "http://g.example?b, /?b"
  })
  void absoluteTargetOverridesHost(String target, String pathAndQuery) {
    InnerDecision decision = decide("GET", target, Fields.of("Host", "ignored.example"));
    Request request = decision.request().orElseThrow();
    assertThat(request.target()).isEqualTo(new TargetUri("http", "g.example", pathAndQuery));
    assertThat(request.fields().values("Host")).containsExactly("g.example");
    assertThat(decision.correlation().contentLocation()).isEqualTo(pathAndQuery);
  }

  @ParameterizedTest
  @CsvSource({
    "https://g.example/a, SCHEME_MISDIRECTED",
    "ftp://g.example/a, SCHEME_MISDIRECTED",
    "http://other.example/a, AUTHORITY_MISDIRECTED",
    "http://u:p@g.example/a, AUTHORITY_INVALID",
    "http:///a, AUTHORITY_INVALID",
    "/a#f, TARGET_INVALID",
    "http://g.example/a#f, TARGET_INVALID",
    "a, TARGET_INVALID",
    "g.example:80, TARGET_INVALID",
    "*, TARGET_INVALID"
  })
  void targetsOfOtherFormsAndPlacesAreRefused(String target, InnerRefusal refusal) {
    assertThat(refusal(decide("GET", target, HOST))).isEqualTo(refusal);
  }

  @ParameterizedTest
  @CsvSource({"CONNECT, g.example:443", "TRACE, /", "TRACK, /"})
  void methodsAboutConnectionsAreNotServed(String method, String target) {
    assertThat(refusal(decide(method, target, HOST))).isEqualTo(InnerRefusal.METHOD_NOT_SERVED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "http://g.example"})
  void optionsOfTheWholeServerIsAProbe(String target) {
    assertThat(decide("OPTIONS", target, HOST).action()).isEqualTo(Action.PROBE);
  }

  @Test
  void optionsOfAResourceIsDispatched() {
    assertThat(decide("OPTIONS", "/a", HOST).action()).isEqualTo(Action.DISPATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/comet",
        "/comet?x",
        "/./comet",
        "/x/../comet",
        "/../comet",
        "//comet",
        "/%63omet",
        "/%2e/comet",
        "/x/%2E%2e/comet",
        "/x%2f..%2fcomet",
        "/comet/",
        "/comet/.",
        "http://g.example/comet",
        "http://g.example/./%63omet?y"
      })
  void streamInsideAStreamIsRefusedHoweverItIsSpelled(String target) {
    assertThat(refusal(decide("POST", target, HOST))).isEqualTo(InnerRefusal.NESTED_STREAM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/comets", "/comet/x", "/x/comet", "/", "/comet%", "/%zz", "/%6"})
  void otherPathsAreNotTheStream(String target) {
    assertThat(decide("GET", target, HOST).action()).isEqualTo(Action.DISPATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "Content-Length", "authorization", "cookie", "Exchange-Id"})
  void connectionMustNotNameWhatIsNotForOneConnection(String option) {
    assertThat(refusal(decide("GET", "/a", HOST.plus("Connection", "close, " + option))))
        .isEqualTo(InnerRefusal.CONNECTION_OPTION_INVALID);
  }

  @Test
  void exchangeIdIsEchoedAndNotForwarded() {
    InnerDecision decision = decide("GET", "/a", HOST.plus("exchange-id", "A.b_c-9"));
    assertThat(decision.correlation().exchangeId()).contains("A.b_c-9");
    assertThat(decision.request().orElseThrow().fields()).isEqualTo(HOST);
    assertThat(decision.request().get().enclosure().orElseThrow().exchangeId()).contains("A.b_c-9");
  }

  @Test
  void exchangeIdIsOneNameOfAtMost64Characters() {
    String longest = "x".repeat(64);
    assertThat(decide("GET", "/a", HOST.plus("Exchange-Id", longest)).action())
        .isEqualTo(Action.DISPATCH);
    for (String bad : new String[] {longest + "x", "", "a b", "a,b", "\u00e9", "a\"", "a/b"}) {
      InnerDecision decision = decide("GET", "/a", HOST.plus("Exchange-Id", bad));
      assertThat(refusal(decision)).as(bad).isEqualTo(InnerRefusal.EXCHANGE_ID_INVALID);
      assertThat(decision.correlation().exchangeId()).isEmpty();
    }
    assertThat(refusal(decide("GET", "/a", HOST.plus("Exchange-Id", "1").plus("Exchange-Id", "1"))))
        .isEqualTo(InnerRefusal.EXCHANGE_ID_INVALID);
  }

  @Test
  void refusedRequestKeepsItsNameAndLabel() {
    InnerDecision decision = decide("TRACE", "/a?b", HOST.plus("Exchange-Id", "1"));
    assertThat(decision.correlation().exchangeId()).contains("1");
    assertThat(decision.correlation().contentLocation()).isEqualTo("/a?b");
  }

  @Test
  void subscribeNoneOfARetrievalIsACancellation() {
    Fields none = HOST.plus("Subscribe", "none");
    assertThat(decide("GET", "/a", none).action()).isEqualTo(Action.CANCEL);
    assertThat(decide("HEAD", "/a", none.plus("Cancel-Exchange", "1")).cancelledId()).contains("1");
    assertThat(refusal(decide("GET", "/a", none.plus("Cancel-Exchange", ""))))
        .isEqualTo(InnerRefusal.EXCHANGE_ID_INVALID);
    InnerDecision post = decide("POST", "/a", none.plus("Cancel-Exchange", "1"));
    assertThat(post.action()).isEqualTo(Action.DISPATCH);
    assertThat(post.request().orElseThrow().fields()).isEqualTo(HOST);
  }
}
