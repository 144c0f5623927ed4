package org.nativecomet.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nativecomet.gateway.cache.CacheFixture.START;
import static org.nativecomet.gateway.cache.CacheFixture.TARGET;
import static org.nativecomet.gateway.cache.StoredResponses.stored;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
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
    store.invalidate(TARGET.pathAndQuery(), TARGET::equals);
    assertThat(store.find(TARGET).isEmpty()).isTrue();
    assertThat(store.find(elsewhere).isEmpty()).isFalse();
  }

  @Test
  void whatWasAskedForBeforeAnInvalidationIsRefused() {
    long generation = store.generation(TARGET);
    store.invalidate(TARGET.pathAndQuery(), TARGET::equals);
    StoredResponse late = stored(START, Fields.empty(), "late");
    store.put(TARGET, late, generation);
    assertThat(store.find(TARGET).isEmpty()).isTrue();
    store.put(TARGET, late, store.generation(TARGET));
    assertThat(store.find(TARGET).isEmpty()).isFalse();
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
      store.invalidate(TARGET.pathAndQuery(), TARGET::equals);
      int now = i;
      assertThat(store.find(TARGET).newestFirst())
          .allSatisfy(found -> assertThat(version(found)).isGreaterThanOrEqualTo(now));
    }
    lastState.set(state.get());
    reader.join();
    assertThat(store.find(TARGET).newestFirst())
        .allSatisfy(found -> assertThat(version(found)).isEqualTo(20_000));
  }

  private static int version(StoredResponse stored) {
    return Integer.parseInt(stored.fields().first("X").orElseThrow());
  }
}
