package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.START;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;
import static org.nativecomet.gateway.cache.StoredResponses.stored;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.observe.GatewayEvents;

class CaffeineResponseStoreTest implements GatewayEvents {
  private static final int MAX_OCTETS = 100_000;

  private final CaffeineResponseStore store = new CaffeineResponseStore(MAX_OCTETS, this);
  private long responses;
  private long octets;

  @Override
  public void cacheSize(long newResponses, long newOctets) {
    responses = newResponses;
    octets = newOctets;
  }

  private StoredResponse put(TargetUri target, String content, String... fields) {
    StoredResponse response = stored(START, Fields.empty(), content, fields);
    store.put(target, response, store.generation(target));
    return response;
  }

  @Test
  void theBoundInOctetsHoldsWhateverIsStored() {
    for (int i = 0; i < 1000; i++) {
      put(TARGET.at("/" + i), "x".repeat(1000));
      assertThat(octets).isLessThanOrEqualTo(MAX_OCTETS);
    }
    assertThat(responses).isBetween(10L, 100L);
    assertThat(store.indexedPaths()).isEqualTo((int) responses);
  }

  @Test
  void aResponseLargerThanTheStoreIsNotKept() {
    put(TARGET, "x".repeat(MAX_OCTETS));
    assertThat(store.find(TARGET).isEmpty()).isTrue();
    assertThat(octets).isZero();
    assertThat(store.indexedPaths()).isZero();
  }

  @Test
  void theTotalsFollowEveryChange() {
    StoredResponse first = put(TARGET, "one");
    assertThat(responses).isEqualTo(1);
    assertThat(octets).isEqualTo(first.octets());
    StoredResponse second = put(TARGET, "two and more", "Date", "Fri, 20 Nov 2026 09:00:01 GMT");
    assertThat(responses).isEqualTo(1);
    assertThat(octets).isEqualTo(second.octets());
    store.remove(TARGET, first);
    assertThat(responses).isEqualTo(1);
    store.remove(TARGET, second);
    assertThat(responses).isZero();
    assertThat(octets).isZero();
    assertThat(store.indexedPaths()).isZero();
  }

  @Test
  void fieldsCountToo() {
    StoredResponse response = put(TARGET, "", "X-Long", "y".repeat(5000));
    assertThat(response.octets()).isGreaterThan(5000);
  }

  @Test
  void anInvalidationRemovesWhatIsInItsScopeOnly() {
    TargetUri elsewhere = new TargetUri("http", "other.example", TARGET.pathAndQuery());
    put(TARGET, "one");
    put(elsewhere, "one");
    store.invalidate(exactly(TARGET));
    assertThat(store.find(TARGET).isEmpty()).isTrue();
    assertThat(store.find(elsewhere).isEmpty()).isFalse();
  }

  @Test
  void whatWasAskedForBeforeAnInvalidationIsRefused() {
    long generation = store.generation(TARGET);
    store.invalidate(exactly(TARGET));
    StoredResponse late = stored(START, Fields.empty(), "late");
    store.put(TARGET, late, generation);
    assertThat(store.find(TARGET).isEmpty()).isTrue();
    store.put(TARGET, late, store.generation(TARGET));
    assertThat(store.find(TARGET).isEmpty()).isFalse();
  }

  @Test
  void aPrefixRemovesWhatIsBelowItAndNothingElse() {
    for (String path : List.of("/items", "/items?x", "/items/1", "/items/1/a?y", "/items2", "/i")) {
      put(TARGET.at(path), "");
    }
    assertThat(store.invalidate(new Extent.Below("/items", target -> true))).isEqualTo(4);
    assertThat(store.find(TARGET.at("/items/1")).isEmpty()).isTrue();
    assertThat(store.find(TARGET.at("/items2")).isEmpty()).isFalse();
    assertThat(store.indexedPaths()).isEqualTo(2);
  }

  @Test
  void aGroupRemovesTheResponsesInItAndLeavesOtherVariants() {
    put(TARGET, "de", "Cache-Groups", "\"a\", \"b\"", "Vary", "X-None");
    StoredResponse other =
        stored(START, Fields.of("X-None", "1"), "en", "Vary", "X-None", "Cache-Groups", "\"b\"");
    store.put(TARGET, other, store.generation(TARGET));
    assertThat(store.indexedGroups()).isEqualTo(2);
    assertThat(store.invalidate(new Extent.InGroup("a", target -> true))).isEqualTo(1);
    assertThat(store.find(TARGET).newestFirst()).containsExactly(other);
    assertThat(store.indexedGroups()).isEqualTo(1);
    assertThat(store.invalidate(new Extent.InGroup("b", target -> false))).isZero();
    assertThat(store.invalidate(new Extent.InGroup("b", target -> true))).isEqualTo(1);
    assertThat(store.indexedGroups()).isZero();
    assertThat(store.indexedPaths()).isZero();
  }

  @Test
  void whatTakesThePlaceOfAResponseTakesItsPlaceInTheGroupsToo() {
    StoredResponse old = put(TARGET, "", "Cache-Groups", "\"a\"");
    store.replace(
        TARGET,
        old,
        stored(START, Fields.empty(), "", "Cache-Groups", "\"b\""),
        store.generation(TARGET));
    assertThat(store.invalidate(new Extent.InGroup("a", target -> true))).isZero();
    assertThat(store.invalidate(new Extent.InGroup("b", target -> true))).isEqualTo(1);
  }

  @Test
  void whatWasAskedForBeforeABroadInvalidationIsRefusedWhereItIsConcerned() {
    long generation = store.generation(TARGET);
    store.invalidate(new Extent.InGroup("a", target -> true));
    store.invalidate(new Extent.StartingWith("/b", target -> true));
    store.put(TARGET, stored(START, Fields.empty(), "", "Cache-Groups", "\"a\""), generation);
    assertThat(store.find(TARGET).isEmpty()).isTrue();
    assertThat(store.indexedGroups()).isZero();
    store.put(TARGET.at("/bc"), stored(START, Fields.empty(), ""), generation);
    assertThat(store.find(TARGET.at("/bc")).isEmpty()).isTrue();
    assertThat(store.indexedPaths()).isZero();
    store.put(TARGET, stored(START, Fields.empty(), "", "Cache-Groups", "\"c\""), generation);
    assertThat(store.find(TARGET).isEmpty()).isFalse();
  }

  @Test
  void whatTurnsOutToBeInAGroupThatHasChangedMeanwhileIsNotKept() {
    StoredResponse old = put(TARGET, "");
    long generation = store.generation(TARGET);
    store.invalidate(new Extent.InGroup("a", target -> true));

    store.replace(
        TARGET, old, stored(START, Fields.empty(), "", "Cache-Groups", "\"a\""), generation);

    assertThat(store.find(TARGET).isEmpty()).isTrue();
    assertThat(store.indexedGroups()).isZero();
  }

  @Test
  void evictedResponsesLeaveTheirGroups() {
    for (int i = 0; i < 1000; i++) {
      put(TARGET.at("/" + i), "x".repeat(1000), "Cache-Groups", "\"" + i + "\"");
    }
    assertThat(store.indexedGroups()).isEqualTo((int) responses);
  }

  @Test
  void noInterleavingKeepsTheStateFromBeforeAGroupChanged() throws InterruptedException {
    AtomicInteger state = new AtomicInteger();
    AtomicInteger lastState = new AtomicInteger(-1);
    Thread reader =
        new Thread(
            () -> {
              while (lastState.get() < 0) {
                long generation = store.generation(TARGET);
                String seen = Integer.toString(state.get());
                store.put(
                    TARGET,
                    stored(START, Fields.empty(), "", "X", seen, "Cache-Groups", "\"g\""),
                    generation);
              }
            });
    reader.start();
    for (int i = 1; i <= 20_000; i++) {
      state.set(i);
      store.invalidate(new Extent.InGroup("g", target -> true));
      int now = i;
      assertThat(store.find(TARGET).newestFirst())
          .allSatisfy(found -> assertThat(version(found)).isGreaterThanOrEqualTo(now));
    }
    lastState.set(state.get());
    reader.join();
  }

  @Test
  void noInterleavingBringsBackTheStateFromBeforeAnInvalidation() throws InterruptedException {
    AtomicInteger state = new AtomicInteger();
    AtomicInteger lastState = new AtomicInteger(-1);
    Thread reader =
        new Thread(
            () -> {
              while (lastState.get() < 0) {
                long generation = store.generation(TARGET);
                String seen = Integer.toString(state.get());
                store.put(TARGET, stored(START, Fields.empty(), "", "X", seen), generation);
              }
            });
    reader.start();
    for (int i = 1; i <= 20_000; i++) {
      state.set(i);
      store.invalidate(exactly(TARGET));
      int now = i;
      assertThat(store.find(TARGET).newestFirst())
          .allSatisfy(found -> assertThat(version(found)).isGreaterThanOrEqualTo(now));
    }
    lastState.set(state.get());
    reader.join();
    assertThat(store.find(TARGET).newestFirst())
        .allSatisfy(found -> assertThat(version(found)).isEqualTo(20_000));
  }

  private static Extent exactly(TargetUri target) {
    return new Extent.OneTarget(target.pathAndQuery(), target::equals);
  }

  private static int version(StoredResponse stored) {
    return Integer.parseInt(stored.fields().first("X").orElseThrow());
  }
}
