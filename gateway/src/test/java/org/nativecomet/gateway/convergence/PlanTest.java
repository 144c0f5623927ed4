package org.nativecomet.gateway.convergence;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nativecomet.gateway.convergence.PlannedClient.Form;
import org.nativecomet.gateway.convergence.PlannedClient.Resumption;
import org.nativecomet.gateway.convergence.PlannedResource.Validation;
import org.nativecomet.gateway.convergence.Step.Way;

class PlanTest {
  /** What a plan is to be made of, and how often it is in one. */
  private static final Map<String, ToLongFunction<Plan>> INGREDIENTS =
      Map.ofEntries(
          entry("writers", plan -> writers(plan, Way.PUT, Way.POST, Way.DELETE)),
          entry("writers that do not wait for each other", PlanTest::concurrentWriters),
          entry("writes on a stream", plan -> count(plan, Step.StreamWrite.class)),
          entry("changes behind the gateway's back", plan -> writers(plan, Way.DIRECT)),
          entry("removals behind its back", plan -> writers(plan, Way.DIRECT_REMOVAL)),
          entry("notices", plan -> count(plan, Step.Notice.class)),
          entry("clients that stall", plan -> count(plan, Step.Stall.class)),
          entry("clients that drop", plan -> leaving(plan, true)),
          entry("clients that leave", plan -> leaving(plan, false)),
          entry("clients back with a tag", plan -> returning(plan, PlanTest::hasTag)),
          entry("clients back with a date", plan -> returning(plan, PlanTest::hasDateOnly)),
          entry("clients back with nothing", plan -> returning(plan, PlanTest::hasNothing)),
          entry("crowds", plan -> count(plan, Step.Throng.class)),
          entry("an origin that answers 500", plan -> faults(plan, Fault.Kind.ERROR)),
          entry("an origin that answers 503", plan -> faults(plan, Fault.Kind.UNAVAILABLE)),
          entry("an origin that breaks off", plan -> faults(plan, Fault.Kind.BROKEN)),
          entry("an origin that resets", plan -> faults(plan, Fault.Kind.RESET)),
          entry("an origin that is slow", plan -> faults(plan, Fault.Kind.SLOW)),
          entry("an origin that delays one answer", plan -> count(plan, Step.Hold.class)),
          entry("writes answered late", plan -> faults(plan, Fault.Kind.LATE_WRITE)),
          entry("writes whose answer is lost", plan -> faults(plan, Fault.Kind.LOST_WRITE)),
          entry("writes refused", plan -> faults(plan, Fault.Kind.REFUSED_WRITE)),
          entry("an origin that restarts", plan -> count(plan, Step.Restart.class)),
          entry("rights that are lost", plan -> count(plan, Step.Revoke.class)),
          entry("answers without validators", plan -> validated(plan, Validation.NONE)),
          entry("answers with a date only", plan -> validated(plan, Validation.DATE)),
          entry("answers with a weak tag", plan -> validated(plan, Validation.WEAK_TAG)),
          entry("personal resources", PlanTest::personalResources),
          entry("streams", plan -> clients(plan, Form.STREAM)),
          entry("request streams", plan -> clients(plan, Form.COMET)),
          entry("long polls", plan -> clients(plan, Form.LONG_POLL)),
          entry("times that all is settled", plan -> count(plan, Step.Settle.class)));

  /** How many plans are looked at; a plan more or less with an ingredient does not matter. */
  private static final int PLANS = 100;

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

  @ParameterizedTest
  @MethodSource("ingredients")
  void noIngredientIsMissing(String ingredient) {
    ToLongFunction<Plan> count = Objects.requireNonNull(INGREDIENTS.get(ingredient));

    long plansThatHaveIt = plans().filter(plan -> count.applyAsLong(plan) > 0).count();

    assertThat(plansThatHaveIt).as(ingredient).isGreaterThan(PLANS / 10);
  }

  static Stream<String> ingredients() {
    return INGREDIENTS.keySet().stream().sorted();
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
  void everyFaultThatTheOriginKnowsIsPlanned() {
    Set<Fault.Kind> planned = EnumSet.noneOf(Fault.Kind.class);
    plans()
        .flatMap(plan -> steps(plan, Step.Trouble.class))
        .forEach(trouble -> planned.add(trouble.fault().kind()));

    assertThat(planned).containsExactlyInAnyOrder(Fault.Kind.values());
  }

  @Test
  void theLastThingThatHappensIsThatAllIsSettled() {
    assertThat(plans()).allMatch(plan -> last(plan) instanceof Step.Settle);
  }

  @Test
  void everyResourceIsWatchedBySomebody() {
    assertThat(plans())
        .allMatch(
            plan ->
                IntStream.range(0, plan.resources().size())
                    .allMatch(place -> isWatched(plan, place)));
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

  private static Stream<Plan> plans() {
    return LongStream.rangeClosed(1, PLANS).mapToObj(PlanGenerator::plan);
  }

  private static Step last(Plan plan) {
    return plan.steps().get(plan.steps().size() - 1);
  }

  private static boolean isWatched(Plan plan, int place) {
    return plan.clients().stream()
        .flatMap(client -> client.interests().stream())
        .anyMatch(interest -> interest.resource() == place);
  }

  private static <T extends Step> Stream<T> steps(Plan plan, Class<T> kind) {
    return plan.steps().stream().filter(kind::isInstance).map(kind::cast);
  }

  private static long count(Plan plan, Class<? extends Step> kind) {
    return steps(plan, kind).count();
  }

  private static long writers(Plan plan, Way... ways) {
    List<Way> wanted = List.of(ways);
    return steps(plan, Step.Write.class).filter(write -> wanted.contains(write.way())).count();
  }

  private static long concurrentWriters(Plan plan) {
    return steps(plan, Step.Write.class).filter(write -> !write.isAwaited()).count();
  }

  private static long leaving(Plan plan, boolean withReset) {
    return steps(plan, Step.Leave.class).filter(left -> left.withReset() == withReset).count();
  }

  private static long faults(Plan plan, Fault.Kind kind) {
    return steps(plan, Step.Trouble.class).filter(t -> t.fault().kind() == kind).count();
  }

  private static long validated(Plan plan, Validation validation) {
    return plan.resources().stream().filter(r -> r.validation() == validation).count();
  }

  private static long personalResources(Plan plan) {
    return plan.resources().stream().filter(r -> r.readers().arePersonal()).count();
  }

  private static long clients(Plan plan, Form form) {
    return plan.clients().stream().filter(client -> client.form() == form).count();
  }

  /** How many come back, of those who then say that of a resource. */
  private static long returning(Plan plan, BiPredicate<PlannedClient, Validation> saying) {
    Set<Integer> away = new HashSet<>();
    long returns = 0;
    for (Step step : plan.steps()) {
      if (step instanceof Step.Leave leave) {
        away.add(leave.client());
      } else if (step instanceof Step.Come come && away.remove(come.client())) {
        PlannedClient client = plan.clients().get(come.client());
        returns +=
            client.interests().stream()
                .map(interest -> plan.resources().get(interest.resource()).validation())
                .filter(validation -> saying.test(client, validation))
                .count();
      }
    }
    return returns;
  }

  private static boolean hasTag(PlannedClient client, Validation validation) {
    return !isForgetful(client) && validation.hasTag();
  }

  private static boolean hasDateOnly(PlannedClient client, Validation validation) {
    return !isForgetful(client) && validation == Validation.DATE;
  }

  private static boolean hasNothing(PlannedClient client, Validation validation) {
    return isForgetful(client) || validation == Validation.NONE;
  }

  private static boolean isForgetful(PlannedClient client) {
    return client.resumption() == Resumption.FORGETFUL;
  }
}
