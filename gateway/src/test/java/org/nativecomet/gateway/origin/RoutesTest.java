package org.nativecomet.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.http.TargetUri;

class RoutesTest {
  private static final URI ONE = URI.create("http://one.example");
  private static final URI TWO = URI.create("http://two.example:81/base/");

  private static TargetUri target(String authority, String pathAndQuery) {
    return new TargetUri("http", authority, pathAndQuery);
  }

  /** A route where an empty text means that the part is absent. */
  private static Route route(String host, String path, URI origin) {
    return new Route(
        Optional.of(host).filter(text -> !text.isEmpty()),
        Optional.of(path).filter(text -> !text.isEmpty()),
        origin);
  }

  @Test
  void theFirstRouteThatMatchesDecides() {
    Routes routes = new Routes(List.of(route("a.example", "/v1", ONE), route("", "", TWO)));
    assertThat(routes.originOf(target("a.example", "/v1/x"))).contains(ONE);
    assertThat(routes.originOf(target("a.example", "/v2"))).contains(TWO);
    assertThat(routes.originOf(target("b.example", "/v1"))).contains(TWO);
  }

  @Test
  void aTargetThatNoRouteMatchesHasNoOrigin() {
    Routes routes = new Routes(List.of(route("a.example", "", ONE)));
    assertThat(routes.originOf(target("b.example", "/"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1, true",
    "/v1/, true",
    "/v1/x, true",
    "/v1?q, true",
    "/v10, false",
    "/v, false",
    "/, false",
    "*, false",
    "/V1, false"
  })
  void pathsMatchWholeSegments(String path, boolean matches) {
    assertThat(route("", "/v1", ONE).matches(target("a", path))).isEqualTo(matches);
    assertThat(route("", "/v1/", ONE).matches(target("a", path))).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "A.example, a.example, true",
    "a.example, a.example:8080, true",
    "a.example:8080, a.example:8080, true",
    "a.example:8080, a.example, false",
    "a.example, a.example.org, false",
    "a.example, b.a.example, false",
    "[::1], [::1]:80, true",
  })
  void hostsMatchWithOrWithoutPort(String host, String authority, boolean matches) {
    assertThat(route(host, "", ONE).matches(target(authority, "/"))).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({"/x?y, /base/x?y", "//x, /base//x", "/, /base/", "*, *"})
  void thePathOfTheOriginComesFirst(String received, String sent) {
    assertThat(Route.to(TWO).requestTarget(target("a", received))).isEqualTo(sent);
  }

  @Test
  void theSameServerMayHaveSeveralRoutes() {
    URI base = URI.create("http://ONE.example:80/base");
    URI secure = URI.create("https://one.example:80/");
    Routes routes =
        new Routes(
            List.of(
                route("a", "", ONE),
                route("b", "", base),
                route("c", "", TWO),
                route("d", "", secure)));
    assertThat(routes.isSameOriginServer(target("a", "/"), target("b", "/x"))).isTrue();
    assertThat(routes.isSameOriginServer(target("a", "/"), target("c", "/"))).isFalse();
    assertThat(routes.isSameOriginServer(target("a", "/"), target("d", "/"))).isFalse();
    assertThat(routes.isSameOriginServer(target("x", "/"), target("x", "/"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://a",
        "a",
        "http:///x",
        "http://u@a",
        "http://a?q",
        "http://a#f",
        "https:a",
        "/x"
      })
  void whatIsNoOriginIsRefused(String origin) {
    assertThatThrownBy(() -> Route.to(URI.create(origin)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(origin);
  }

  @Test
  void aPathThatIsNoneIsRefused() {
    assertThatThrownBy(() -> route("", "v1", ONE)).hasMessageContaining("v1");
  }
}
