package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.VarySelection;

class VersionLogTest {
  private static final TargetUri TARGET = new TargetUri("http", "g.example", "/r");
  private static final Instant SECOND = Instant.parse("2026-11-20T09:00:00Z");

  private final VersionLog log = new VersionLog(2);

  private void saw(Instant modified, String fingerprint) {
    log.saw(TARGET, VarySelection.NONE, modified, fingerprint);
  }

  private boolean sawOnly(Instant modified, String fingerprint) {
    return log.sawOnly(TARGET, VarySelection.NONE, modified, fingerprint);
  }

  @Test
  void aSecondWithOneVersionIsKnownByIt() {
    saw(SECOND, "one");

    assertThat(sawOnly(SECOND, "one")).isTrue();
    assertThat(sawOnly(SECOND, "other")).isFalse();
  }

  @Test
  void aSecondWithTwoVersionsIsAmbiguous() {
    saw(SECOND, "one");
    saw(SECOND, "two");

    assertThat(sawOnly(SECOND, "two")).isFalse();
  }

  @Test
  void anAnswerThatWasLongOnItsWayHidesNoVersionOfALaterSecond() {
    saw(SECOND, "one");
    saw(SECOND.minusSeconds(1), "late");
    saw(SECOND, "two");

    assertThat(sawOnly(SECOND, "two")).isFalse();
  }

  @Test
  void anOlderSecondIsAmbiguousOnceALaterWasSeen() {
    saw(SECOND, "one");
    saw(SECOND.minusSeconds(1), "restored");

    assertThat(sawOnly(SECOND.minusSeconds(1), "restored")).isFalse();
  }

  @Test
  void aSecondInWhichVersionsBeganToVaryIsAmbiguous() {
    VarySelection german = new VarySelection(Map.of("accept-language", Optional.of("de")));
    saw(SECOND, "for all");
    log.saw(TARGET, german, SECOND, "in German");

    assertThat(log.sawOnly(TARGET, german, SECOND, "in German")).isFalse();
    assertThat(sawOnly(SECOND, "for all")).isFalse();
  }

  @Test
  void twoRepresentationsOfOneVersionAreNotTwoVersions() {
    VarySelection german = new VarySelection(Map.of("accept-language", Optional.of("de")));
    VarySelection english = new VarySelection(Map.of("accept-language", Optional.of("en")));
    log.saw(TARGET, german, SECOND, "in German");
    log.saw(TARGET, english, SECOND, "in English");

    assertThat(log.sawOnly(TARGET, german, SECOND, "in German")).isTrue();
    assertThat(log.sawOnly(TARGET, english, SECOND, "in English")).isTrue();
  }

  @Test
  void whatIsForgottenIsAmbiguous() {
    saw(SECOND, "one");
    log.saw(new TargetUri("http", "g.example", "/a"), VarySelection.NONE, SECOND, "a");
    log.saw(new TargetUri("http", "g.example", "/b"), VarySelection.NONE, SECOND, "b");

    assertThat(sawOnly(SECOND, "one")).isFalse();
  }
}
