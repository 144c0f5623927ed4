package org.nativecomet.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.origin.OriginFixture.request;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.origin.ForwardedRequest.Purpose;
import org.nativecomet.gateway.origin.ForwardedRequest.Verdict;
import org.nativecomet.gateway.testing.PipedContent;

class ForwardedRequestTest {
  private static final Route ROUTE = Route.to(URI.create("http://127.0.0.1:9000"));

  private static final ViaField VIA = ViaField.ofNewGateway();

  private static ForwardedRequest forward(Request request) {
    return ForwardedRequest.of(request, Purpose.EXCHANGE, ROUTE, true, VIA);
  }

  private static Fields forwardedFields(String... fields) {
    return forward(request("GET", "/", Content.empty(), fields)).fields();
  }

  @Test
  void fieldsOfTheConnectionAreNotForwarded() {
    Fields fields =
        forwardedFields(
            "Connection", "X-Hop, close",
            "X-Hop", "1",
            "Keep-Alive", "timeout=5",
            "TE", "trailers",
            "Upgrade", "x",
            "Proxy-Authorization", "secret",
            "Transfer-Encoding", "chunked",
            "Expect", "100-continue",
            "Content-Length", "5",
            "X-Kept", "1");
    assertThat(fields).extracting(Fields.Line::name).contains("X-Kept");
    for (String name :
        List.of(
            "Connection",
            "X-Hop",
            "Keep-Alive",
            "TE",
            "Upgrade",
            "Proxy-Authorization",
            "Transfer-Encoding",
            "Expect",
            "Content-Length")) {
      assertThat(fields.has(name)).as(name).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "When-Modified-After",
        "When-None-Match",
        "Exchange-Id",
        "Cancel-Exchange",
        "Subscribe"
      })
  void fieldsBetweenTheClientAndUsAreNotForwarded(String name) {
    assertThat(forwardedFields(name, "x").has(name)).isFalse();
  }

  @Test
  void fieldsKeepTheirOrderAndSpelling() {
    assertThat(forwardedFields("b", "1", "A", "2", "b", "3"))
        .extracting(Fields.Line::toString)
        .startsWith(
            "Line[name=Host, value=api.example]",
            "Line[name=b, value=1]",
            "Line[name=A, value=2]",
            "Line[name=b, value=3]");
  }

  @Test
  void hostIsWhatTheClientNamedOrWhatTheOriginIsCalled() {
    Request request = request("GET", "/", Content.empty(), "Host", "forged.example");
    assertThat(forward(request).fields().values("Host")).containsExactly("api.example");
    assertThat(
            ForwardedRequest.of(request, Purpose.EXCHANGE, ROUTE, false, VIA)
                .fields()
                .values("Host"))
        .containsExactly("127.0.0.1:9000");
  }

  @Test
  void viaNamesTheProtocolTheClientSpoke() {
    Request request =
        new Request(
            Method.GET,
            new TargetUri("https", "api.example:8443", "/"),
            Fields.of("Via", "1.0 fred", "Via", "1.1 mary"),
            Content.empty(),
            new Client("2001:db8::1%eth0", "2"),
            Optional.empty());
    Fields fields = forward(request).fields();
    assertThat(fields.values("Via")).containsExactly("1.0 fred", "1.1 mary", VIA.element("2"));
    assertThat(fields.values("Forwarded"))
        .containsExactly("for=\"[2001:db8::1]\";proto=https;host=\"api.example:8443\"");
    assertThat(fields.values("X-Forwarded-For")).containsExactly("2001:db8::1");
    assertThat(fields.values("X-Forwarded-Proto")).containsExactly("https");
    assertThat(fields.values("X-Forwarded-Host")).containsExactly("api.example:8443");
  }

  @Test
  void forwardedFieldsAreAppendedToWhatIsThere() {
    Fields fields =
        forwardedFields(
            "Forwarded", "for=198.51.100.1",
            "X-Forwarded-For", "198.51.100.1",
            "X-Forwarded-For", "198.51.100.2",
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Host", "www.example");
    assertThat(fields.values("Forwarded"))
        .containsExactly("for=198.51.100.1, for=192.0.2.1;proto=http;host=api.example");
    assertThat(fields.values("X-Forwarded-For"))
        .containsExactly("198.51.100.1, 198.51.100.2, 192.0.2.1");
    assertThat(fields.values("X-Forwarded-Proto")).containsExactly("https, http");
    assertThat(fields.values("X-Forwarded-Host")).containsExactly("www.example, api.example");
  }

  @ParameterizedTest
  @CsvSource({
    "1.1 native-comet, LOOP",
    "'1.0 fred, HTTP/1.1 Native-Comet', LOOP",
    "1.1 native-comet (another process), FORWARD",
    "1.1 native-comet-2, FORWARD",
    "1.1 fred (native-comet), FORWARD",
    "native-comet, FORWARD",
  })
  void aRequestThatHasPassedHereIsALoop(String via, Verdict verdict) {
    assertThat(ForwardedRequest.decide(request("GET", "/", Content.empty(), "Via", via), VIA))
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "OPTIONS, 0, FINAL_RECIPIENT",
    "OPTIONS, 1, FORWARD",
    "OPTIONS, x, FORWARD",
    "GET, 0, FORWARD",
  })
  void maxForwardsEndsOptionsOnly(String method, String value, Verdict verdict) {
    assertThat(
            ForwardedRequest.decide(
                request(method, "/", Content.empty(), "Max-Forwards", value), VIA))
        .isEqualTo(verdict);
  }

  @Test
  void maxForwardsOfOptionsIsDecremented() {
    Request options = request("OPTIONS", "*", Content.empty(), "Max-Forwards", "10");
    assertThat(forward(options).fields().first("Max-Forwards")).contains("9");
    assertThat(forward(options).target()).isEqualTo("*");
    assertThat(forwardedFields("Max-Forwards", "10").first("Max-Forwards")).contains("10");
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "HEAD, ''", "DELETE, ''", "OPTIONS, ''", "POST, 0", "PUT, 0", "X, 0"})
  void theAbsenceOfContentIsSaidWhereContentIsExpected(String method, String length) {
    ForwardedRequest forwarded = forward(request(method, "/", Content.empty()));
    assertThat(forwarded.hasContent()).isFalse();
    assertThat(forwarded.fields().first("Content-Length").orElse("")).isEqualTo(length);
    assertThat(forwarded.fields().has("Transfer-Encoding")).isFalse();
  }

  @Test
  void contentIsFramedByWhatIsKnownOfIt() {
    Fields known = forward(request("GET", "/", Content.of(new byte[3]))).fields();
    assertThat(known.values("Content-Length")).containsExactly("3");
    assertThat(known.has("Transfer-Encoding")).isFalse();
    Fields unknown = forward(request("GET", "/", PipedContent.chunked())).fields();
    assertThat(unknown.values("Transfer-Encoding")).containsExactly("chunked");
    assertThat(unknown.has("Content-Length")).isFalse();
  }
}
