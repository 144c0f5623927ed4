package org.nativecomet.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.stream.ExchangeOrder.Place;

/** Who may begin, and whose answer may be sent. */
final class ExchangeOrderTest {
  private final ExchangeOrder<String> order = new ExchangeOrder<>();

  private void safe(String exchange, String target) {
    order.add(exchange, new Place(false, Optional.of(target), Optional.of(target)));
  }

  private void safeWithId(String exchange, String target) {
    order.add(exchange, new Place(false, Optional.of(target), Optional.empty()));
  }

  private void unsafe(String exchange, String target) {
    order.add(exchange, new Place(true, Optional.of(target), Optional.of(target)));
  }

  @Test
  void safeRequestsBeginAtOnceAndOnlyOnce() {
    safe("a", "/x");
    safe("b", "/x");
    assertThat(order.begin()).containsExactly("a", "b");
    assertThat(order.begin()).isEmpty();
  }

  @Test
  void unsafeRequestsBeginOneAfterTheOther() {
    unsafe("a", "/x");
    unsafe("b", "/y");
    unsafe("c", "/z");
    assertThat(order.begin()).containsExactly("a");
    order.ready("a");
    assertThat(order.begin()).containsExactly("b");
    order.leave("b");
    assertThat(order.begin()).containsExactly("c");
  }

  @Test
  void safeRequestWaitsForEveryEarlierUnsafeOneToItsTarget() {
    unsafe("a", "/x");
    unsafe("b", "/y");
    safe("c", "/y");
    safe("d", "/z");
    assertThat(order.begin()).containsExactly("a", "d");
    order.ready("a");
    assertThat(order.begin()).containsExactly("b");
    order.ready("b");
    assertThat(order.begin()).containsExactly("c");
  }

  @Test
  void unsafeRequestDoesNotWaitForSafeOnes() {
    safe("a", "/x");
    unsafe("b", "/x");
    assertThat(order.begin()).containsExactly("a", "b");
  }

  @Test
  void answersToOneTargetAreSentInOrder() {
    safe("a", "/x");
    safe("b", "/x");
    safe("c", "/y");
    safe("d", "/x");
    order.begin();
    order.ready("d");
    order.ready("b");
    order.ready("c");
    assertThat(order.takeSendable()).containsExactly("c");
    order.ready("a");
    assertThat(order.takeSendable()).containsExactly("a", "b", "d");
    assertThat(order.takeSendable()).isEmpty();
  }

  @Test
  void identifierLiftsTheOrderOfAnswersForItselfAndForOthers() {
    safeWithId("a", "/x");
    safe("b", "/x");
    safeWithId("c", "/x");
    order.begin();
    order.ready("c");
    assertThat(order.takeSendable()).containsExactly("c");
    order.ready("b");
    assertThat(order.takeSendable()).containsExactly("b");
  }

  @Test
  void exchangeThatLeavesHoldsUpNobody() {
    safe("a", "/x");
    safe("b", "/x");
    order.begin();
    order.ready("b");
    assertThat(order.takeSendable()).isEmpty();
    order.leave("a");
    assertThat(order.takeSendable()).containsExactly("b");
  }

  @Test
  void writeWhoseAnswerIsHeldBackIsOverForThoseThatWaitForIt() {
    safe("a", "/x");
    unsafe("b", "/x");
    unsafe("c", "/y");
    assertThat(order.begin()).containsExactly("a", "b");
    order.ready("b");
    assertThat(order.takeSendable()).isEmpty();
    assertThat(order.begin()).containsExactly("c");
  }

  @Test
  void onlyWhatHasNotBegunIsDropped() {
    unsafe("a", "/x");
    unsafe("b", "/y");
    safe("c", "/y");
    order.begin();
    assertThat(order.dropWaiting()).containsExactly("b", "c");
    order.ready("a");
    assertThat(order.takeSendable()).containsExactly("a");
    assertThat(order.begin()).isEmpty();
  }
}
