package org.nativecomet.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventsInWindowTest {
  private final EventsInWindow events = new EventsInWindow(2);

  @Test
  void asManyAsTheLimitAreFineAndOneMoreIsTooMany() {
    assertThat(events.isTooMany(0)).isFalse();
    assertThat(events.isTooMany(1)).isFalse();
    assertThat(events.isTooMany(EventsInWindow.WINDOW_NANOS - 1)).isTrue();
  }

  @Test
  void aNewWindowStartsFromNothing() {
    assertThat(events.isTooMany(0)).isFalse();
    assertThat(events.isTooMany(0)).isFalse();
    assertThat(events.isTooMany(EventsInWindow.WINDOW_NANOS)).isFalse();
    assertThat(events.isTooMany(EventsInWindow.WINDOW_NANOS)).isFalse();
    assertThat(events.isTooMany(EventsInWindow.WINDOW_NANOS)).isTrue();
  }
}
