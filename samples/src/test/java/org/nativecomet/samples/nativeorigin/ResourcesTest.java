package org.nativecomet.samples.nativeorigin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two states within one second, which only a clock that stands still shows reliably. */
class ResourcesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
  private static final List<Fields.Line> TEXT =
      List.of(new Fields.Line("Content-Type", "text/plain"));

  private final Resources resources = new Resources(Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void aNewResourceHasItsSecondForItself() {
    put("one");

    assertThat(resources.current("/r").orElseThrow().sharesItsSecond()).isFalse();
  }

  @Test
  void aSecondStateInTheSameSecondSharesIt() {
    put("one");
    put("two");

    assertThat(resources.current("/r").orElseThrow().sharesItsSecond()).isTrue();
  }

  @Test
  void soDoesAStateAfterADeletion() {
    put("one");
    resources.answer(request("DELETE", ""));
    put("two");

    assertThat(resources.current("/r").orElseThrow().sharesItsSecond()).isTrue();
  }

  @Test
  void whatIsPutAgainIsNoChange() throws InterruptedException {
    put("one");
    Inbox inbox = new Inbox();
    resources.watch("/r", inbox);
    put("one");

    assertThat(inbox.take(Duration.ZERO)).isEmpty();
  }

  @Test
  void aChangeIsPutIntoInboxesOnce() throws InterruptedException {
    Inbox inbox = new Inbox();
    resources.watch("/r", inbox);
    put("one");
    put("two");

    assertThat(inbox.take(Duration.ZERO)).containsExactly("/r");
    assertThat(inbox.take(Duration.ZERO)).isEmpty();
  }

  private void put(String content) {
    assertThat(resources.answer(request("PUT", content)).status()).isBetween(200, 299);
  }

  private static Request request(String method, String content) {
    return new Request(new Head(method, "/r", 1, new Fields(TEXT)), content);
  }
}
