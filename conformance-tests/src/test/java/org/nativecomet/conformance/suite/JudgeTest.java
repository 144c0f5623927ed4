package org.nativecomet.conformance.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Outcome MET = new Outcome.Met(List.of());
  private static final Outcome TOLERATED = new Outcome.Met(List.of("something lax"));
  private static final Outcome UNMET = new Outcome.Unmet("step", "this", "that");

  @Test
  void whatIsRequiredPassesOrFails() {
    assertThat(Judge.judge(Kind.REQUIRED, MET)).isEqualTo(Verdict.PASS);
    assertThat(Judge.judge(Kind.REQUIRED, UNMET)).isEqualTo(Verdict.FAIL);
  }

  @Test
  void whatIsRecommendedWarnsAtMost() {
    assertThat(Judge.judge(Kind.RECOMMENDED, MET)).isEqualTo(Verdict.PASS);
    assertThat(Judge.judge(Kind.RECOMMENDED, UNMET)).isEqualTo(Verdict.WARN);
  }

  @Test
  void whatIsObservedIsYesOrNo() {
    assertThat(Judge.judge(Kind.OBSERVED, MET)).isEqualTo(Verdict.YES);
    assertThat(Judge.judge(Kind.OBSERVED, UNMET)).isEqualTo(Verdict.NO);
  }

  @Test
  void whatHadToBeToleratedWarns() {
    assertThat(Judge.judge(Kind.REQUIRED, TOLERATED)).isEqualTo(Verdict.WARN);
  }

  @Test
  void aSetupThatFailedBlamesNobody() {
    assertThat(Judge.judge(Kind.REQUIRED, new Outcome.NotSetUp("step", "this", "that")))
        .isEqualTo(Verdict.SETUP_FAILED);
  }

  @Test
  void aCaseThatDoesNotApplySaysNothing() {
    assertThat(Judge.judge(Kind.REQUIRED, new Outcome.Inapplicable("why")))
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void aBrokenCaseBlamesTheSuite() {
    assertThat(Judge.judge(Kind.OBSERVED, new Outcome.Broken("trace")))
        .isEqualTo(Verdict.HARNESS_ERROR);
  }
}
