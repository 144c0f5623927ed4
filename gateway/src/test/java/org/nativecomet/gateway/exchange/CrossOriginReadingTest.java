package org.nativecomet.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;

/** Which answers a page of another origin may read. The resource is on http://g.example. */
final class CrossOriginReadingTest {
  private static boolean isAllowed(Fields request, Fields response) {
    return CrossOriginReading.isAllowed(
        new Request(
            Method.GET,
            new TargetUri("http", "g.example", "/r"),
            request,
            Content.empty(),
            new Client("127.0.0.1", "1.1"),
            Optional.empty()),
        response);
  }

  private static Fields allowing(String origin) {
    return Fields.of("Access-Control-Allow-Origin", origin);
  }

  @Test
  void everythingWithoutAnOriginAndForTheSameOrigin() {
    assertThat(isAllowed(Fields.empty(), Fields.empty())).isTrue();
    assertThat(isAllowed(Fields.of("Origin", "http://g.example"), Fields.empty())).isTrue();
    assertThat(isAllowed(Fields.of("Origin", "HTTP://G.example"), Fields.empty())).isTrue();
  }

  @Test
  void nothingThatIsNotAllowedForAnother() {
    for (String origin :
        new String[] {
          "http://evil.example", "https://g.example", "http://g.example:81", "null", ""
        }) {
      Fields request = Fields.of("Origin", origin);
      assertThat(isAllowed(request, Fields.empty())).as(origin).isFalse();
      assertThat(isAllowed(request, allowing("http://other.example"))).as(origin).isFalse();
      assertThat(isAllowed(request, allowing("*"))).as(origin).isTrue();
    }
    assertThat(isAllowed(Fields.of("Origin", "http://e.example"), allowing("http://e.example")))
        .isTrue();
  }

  @Test
  void severalGrantsAreNone() {
    Fields request = Fields.of("Origin", "http://e.example");
    assertThat(
            isAllowed(
                request,
                allowing("http://e.example")
                    .plus("Access-Control-Allow-Origin", "http://f.example")))
        .isFalse();
  }

  @Test
  void wildcardIsNotEnoughWhereCookiesWereSent() {
    Fields request = Fields.of("Origin", "http://e.example", "Cookie", "s=1");
    assertThat(isAllowed(request, allowing("*"))).isFalse();
    assertThat(isAllowed(request, allowing("http://e.example"))).isFalse();
    assertThat(
            isAllowed(
                request,
                allowing("http://e.example").plus("Access-Control-Allow-Credentials", "true")))
        .isTrue();
  }
}
