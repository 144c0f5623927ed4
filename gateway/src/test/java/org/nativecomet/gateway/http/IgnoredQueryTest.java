package org.nativecomet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoredQueryTest {
  private static final IgnoredQuery TRACKING = new IgnoredQuery(List.of("utm_*", "fbclid"));

  @ParameterizedTest
  @CsvSource({
    "/a, /a",
    "/a?x=1, /a?x=1",
    "/a?utm_source=1, /a",
    "/a?utm_source=1&x=1&fbclid=2&y, /a?x=1&y",
    "/a?fbclid, /a",
    "/a?fbclid2=1, /a?fbclid2=1",
    "/a?FBCLID=1, /a?FBCLID=1",
    "/a?x=utm_source=1, /a?x=utm_source=1",
    "/a?, /a?",
    "/a?&fbclid=1, /a?",
    "/a?x=1?utm_y=1&utm_z, /a?x=1?utm_y=1"
  })
  void namedParametersAreLeftOutAndTheOthersStayAsTheyAre(String target, String key) {
    assertThat(TRACKING.strip(target)).isEqualTo(key);
    assertThat(TRACKING.strip(key)).isEqualTo(key);
  }

  @Test
  void aStarAloneIsEveryParameter() {
    IgnoredQuery all = new IgnoredQuery(List.of("*"));
    assertThat(all.strip("/a?x=1&y")).isEqualTo("/a");
    assertThat(all.strip("/a?")).isEqualTo("/a");
  }

  @Test
  void nothingIgnoredIsTheTargetItself() {
    TargetUri target = new TargetUri("http", "api.example", "/a?utm_x=1");
    assertThat(IgnoredQuery.NONE.strip(target)).isSameAs(target);
    assertThat(TRACKING.strip(target).pathAndQuery()).isEqualTo("/a");
  }
}
