package org.nativecomet.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariantLockTest {
  private final VariantLock lock = new VariantLock();
  private final List<String> done = new ArrayList<>();

  @Test
  void itIsHeldWhileSomethingIsDecided() {
    lock.decide(consequences -> assertThat(Thread.holdsLock(lock)).isTrue());

    assertThat(lock.look(() -> Thread.holdsLock(lock))).isTrue();
  }

  @Test
  void whatFollowsIsDoneInOrderWhenItIsFree() {
    lock.decide(
        consequences -> {
          consequences.add(() -> done.add("first, held: " + Thread.holdsLock(lock)));
          consequences.add(() -> done.add("second, held: " + Thread.holdsLock(lock)));
          done.add("decided");
        });

    assertThat(done).containsExactly("decided", "first, held: false", "second, held: false");
  }

  @Test
  void aFurtherDecisionIsMadeInItsPlaceAmongWhatFollows() {
    lock.decide(
        consequences -> {
          consequences.add(() -> done.add("before"));
          consequences.decide(
              next -> {
                done.add("decided, held: " + Thread.holdsLock(lock));
                next.add(() -> done.add("what follows from it"));
              });
          consequences.add(() -> done.add("after"));
        });

    assertThat(done)
        .containsExactly("before", "decided, held: true", "what follows from it", "after");
  }

  @Test
  void theResultOfADecisionIsGivenWhenWhatFollowsIsDone() {
    String result =
        lock.decided(
            consequences -> {
              consequences.add(() -> done.add("followed"));
              return "result";
            });

    assertThat(result).isEqualTo("result");
    assertThat(done).containsExactly("followed");
  }

  @Test
  void nothingFollowsFromADecisionThatFails() {
    assertThatThrownBy(
            () ->
                lock.decide(
                    consequences -> {
                      consequences.add(() -> done.add("followed"));
                      throw new IllegalStateException("a bug");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(done).isEmpty();
  }
}
