package org.nativecomet.gateway.subscription;

import java.time.Duration;

/**
 * Bounds on subscriptions (section {@code subscriptions} of the configuration).
 *
 * @param maxSubscriptions held at one time; more are answered 503
 * @param maxRepresentation octets of content of a representation that can be subscribed to: each
 *     watched one is held in memory
 * @param longPollWait how long a long poll waits where the request does not say
 * @param maxLongPollWait how long it waits at most, whatever the request says
 * @param staleIfError how long an origin that fails is hidden from subscribers, where its responses
 *     do not say themselves (RFC 5861, section 4)
 * @param maxRefreshes resources that the origins are asked for at one time because of changes; the
 *     others wait their turn
 * @param maxPrivateFetches at one time for one resource, where each subscriber needs its own: what
 *     one change costs the origin at once
 * @param privateFetchesPerSecond the same over time
 * @param privatePollsPerSecond how often one resource is polled for all of them together
 * @param comparison tells one version from the next
 */
public record SubscriptionOptions(
    int maxSubscriptions,
    long maxRepresentation,
    Duration longPollWait,
    Duration maxLongPollWait,
    Duration staleIfError,
    int maxRefreshes,
    int maxPrivateFetches,
    int privateFetchesPerSecond,
    int privatePollsPerSecond,
    Comparison comparison) {
  public static final SubscriptionOptions DEFAULTS =
      new SubscriptionOptions(
          200_000,
          1 << 20,
          Duration.ofSeconds(30),
          Duration.ofSeconds(120),
          Duration.ofSeconds(60),
          100,
          16,
          500,
          100,
          Comparison.DEFAULT);

  public SubscriptionOptions {
    if (maxPrivateFetches < 1 || privateFetchesPerSecond < 1 || privatePollsPerSecond < 1) {
      throw new IllegalArgumentException("what each subscriber fetches must be fetched some time");
    }
  }
}
