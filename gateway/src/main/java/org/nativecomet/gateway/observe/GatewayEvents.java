package org.nativecomet.gateway.observe;

import java.time.Duration;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Request;

/**
 * What happens in the gateway, told to whoever counts or logs it. Stages call these instead of
 * writing log lines.
 *
 * <p>Implementations are fast, take no locks, never throw and never call back. Threading: any
 * thread.
 */
public interface GatewayEvents {
  /** Tells nobody. */
  GatewayEvents NONE = new GatewayEvents() {};

  /**
   * An exchange, ordinary or enclosed, has been answered or abandoned.
   *
   * @param statusCode of the answer; 0 where the client left before there was one
   * @param octets of response content
   * @param cacheStatus the Cache-Status field of the answer, or an empty string
   */
  default void exchangeEnded(
      Request request, int statusCode, long octets, Duration duration, String cacheStatus) {}

  /** A client connection was opened. */
  default void connectionOpened() {}

  /** A client connection was closed. */
  default void connectionClosed() {}

  /** A connection or exchange was refused or ended because a limit was reached. */
  default void limitReached(String limit) {}

  /** A request stream was opened. */
  default void streamOpened() {}

  /**
   * A request stream has ended.
   *
   * @param reason a word for the metric, such as {@code complete}, {@code gone}, {@code malformed}
   */
  default void streamEnded(String reason) {}

  /** An enclosed request was refused, or a stream ended, because of what the client sent. */
  default void violation(String violation) {}

  /** A stage threw what it must not throw: a bug of ours. The client is answered with 500. */
  default void unexpected(Throwable bug) {}

  /** A request was sent to an origin. */
  default void originRequested(String origin) {}

  /** An origin has answered. */
  default void originAnswered(String origin, int statusCode, Duration timeToHead) {}

  /** An origin has not answered as it should. */
  default void originFailed(String origin, Failure failure) {}

  /** The cache has decided about a request; the reason is one word from a closed list. */
  default void cacheDecided(String reason) {}

  /**
   * A request that waited for what another's fetch brings waits no more.
   *
   * @param outcome one word from a closed list: whether it was answered by that, or why not
   */
  default void cacheCollapsed(String outcome) {}

  /** Stored responses gave way to others because there was no room for all. */
  default void cacheEvicted(int responses, long octets) {}

  /** A response was stored, or one was removed; the totals now. */
  default void cacheSize(long responses, long octets) {}

  /** A subscription was opened. */
  default void subscriptionOpened(String form) {}

  /** A subscription has ended, and why, in one word. */
  default void subscriptionEnded(String form, String reason) {}

  /** A resource may have changed; the cause is one word from a closed list. */
  default void changed(String cause) {}

  /** A watched resource was fetched to see whether it has changed, and the outcome in one word. */
  default void refreshed(String outcome) {}

  /**
   * A watched resource was polled.
   *
   * @param outcome in one word
   * @param octets of content that the origin sent
   * @param duration until its answer was whole
   */
  default void polled(String outcome, long octets, Duration duration) {}

  /** A subscription held upstream stands: its resource need not be polled. */
  default void upstreamSubscribed() {}

  /**
   * A subscription upstream has ended, or could not be had.
   *
   * @param reason one word from a closed list
   * @param stood whether it stood before
   */
  default void upstreamEnded(String reason, boolean stood) {}

  /** An update was handed to this many subscribers of one I/O thread. */
  default void updatesDelivered(int subscribers, Duration sinceChange) {}
}
