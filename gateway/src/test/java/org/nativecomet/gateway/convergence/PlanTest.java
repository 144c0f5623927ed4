package org.nativecomet.gateway.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlanTest {
  @Test
  void thePlanFollowsFromTheSeedAlone() {
    assertThat(PlanGenerator.plan(7)).isEqualTo(PlanGenerator.plan(7));
    assertThat(PlanGenerator.plan(7)).isNotEqualTo(PlanGenerator.plan(9));
  }

  @Test
  void thePlanIsReadable() {
    assertThat(PlanGenerator.plan(7).toString())
        .startsWith("plan of seed 7, ANNOUNCED")
        .contains("PlannedResource[path=/r0, ", "PlannedClient[name=c0, ", "Come[client=");
  }

  @Test
  void theSeedsThatAlwaysRunHaveEverythingThatCanHappenInThem() {
    Set<Class<?>> happening = new HashSet<>();
    LongStream.rangeClosed(1, 20)
        .forEach(
            seed -> PlanGenerator.plan(seed).steps().forEach(s -> happening.add(s.getClass())));

    assertThat(happening).containsExactlyInAnyOrder(Step.class.getPermittedSubclasses());
  }

  @Test
  void whatIsAnnouncedIsAnnouncedAfterEveryChangeBehindTheGatewaysBack() {
    Plan plan = PlanGenerator.plan(7);

    for (int i = 0; i < plan.steps().size(); i++) {
      if (plan.steps().get(i) instanceof Step.Write write && isDirect(write)) {
        assertThat(plan.steps().subList(i, plan.steps().size()))
            .contains(new Step.Notice(write.resource()));
      }
    }
  }

  private static boolean isDirect(Step.Write write) {
    return write.way() == Step.Way.DIRECT || write.way() == Step.Way.DIRECT_REMOVAL;
  }
}
