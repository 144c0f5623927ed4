package org.nativecomet.gateway.change;

import java.time.Duration;
import org.nativecomet.gateway.message.MessageLimits;

/**
 * Whether and how origins that speak the protocol are subscribed to.
 *
 * @param isOn whether they are at all
 * @param maxSubscriptions held at one origin, each on a connection of its own; what is beyond is
 *     polled
 * @param limits of one enclosed response
 */
public record UpstreamOptions(boolean isOn, int maxSubscriptions, MessageLimits limits) {
  /** The wait before a subscription that has ended is tried again, at first. */
  static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  /** The longest such wait: short beside the patience of whoever has repaired an origin. */
  static final Duration LAST_RETRY = Duration.ofMinutes(5);

  /** A subscription that stood so long has not failed for a reason that is still there. */
  static final Duration STEADY = Duration.ofSeconds(30);

  /** Polls only. */
  public static UpstreamOptions off() {
    return new UpstreamOptions(false, 0, new MessageLimits(1, 1, 1, 0, 0));
  }
}
