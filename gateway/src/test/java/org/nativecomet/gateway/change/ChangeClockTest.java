package org.nativecomet.gateway.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.http.TargetUri;

class ChangeClockTest {
  private static final TargetUri TARGET = new TargetUri("http", "a.example", "/a");
  private static final Extent GROUP = new Extent.InGroup("g", target -> true);

  private final ChangeClock clock = new ChangeClock();

  @Test
  void aChangeSinceAMomentIsSeenByThoseItConcerns() {
    long moment = clock.now();
    clock.remember(GROUP);
    assertThat(clock.hasChangedSince(moment, TARGET, Set.of("g"))).isTrue();
    assertThat(clock.hasChangedSince(moment, TARGET, Set.of("h"))).isFalse();
  }

  @Test
  void aChangeBeforeTheMomentIsNot() {
    clock.remember(GROUP);
    assertThat(clock.hasChangedSince(clock.now(), TARGET, Set.of("g"))).isFalse();
  }

  @Test
  void whatIsOnlyCountedIsNoChangeOfAnything() {
    long moment = clock.now();
    assertThat(clock.tick()).isGreaterThan(moment);
    assertThat(clock.hasChangedSince(moment, TARGET, Set.of("g"))).isFalse();
  }

  @Test
  void whoeverTookSoLongThatChangesWereForgottenIsToldOfOne() {
    long early = clock.now();
    clock.remember(GROUP);
    long later = clock.now();
    for (int i = 0; i < ChangeClock.MEMORY - 1; i++) {
      clock.remember(new Extent.OneTarget("/other", target -> true));
    }
    assertThat(clock.hasChangedSince(early, TARGET, Set.of())).isFalse();
    clock.remember(new Extent.OneTarget("/other", target -> true));
    assertThat(clock.hasChangedSince(early, TARGET, Set.of())).isTrue();
    assertThat(clock.hasChangedSince(later, TARGET, Set.of())).isFalse();
  }
}
