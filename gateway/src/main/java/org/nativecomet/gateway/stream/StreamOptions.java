package org.nativecomet.gateway.stream;

import java.time.Duration;
import java.util.Set;
import org.nativecomet.gateway.message.MessageLimits;

/**
 * What a request stream may do: the {@code stream} section of the configuration.
 *
 * @param path the path of the stream itself
 * @param maxInFlight enclosed requests not yet answered; while there are as many, no more are read
 * @param maxSubscriptions held exchanges of one stream
 * @param message limits of one enclosed request
 * @param maxResponse octets of content of one enclosed response, which is kept until it is whole
 * @param idleTimeout how long a stream stays open with nothing in flight, nothing subscribed and
 *     nothing received
 * @param allowedAuthorities authorities, normalised, that enclosed requests may name besides the
 *     stream's own
 */
public record StreamOptions(
    String path,
    int maxInFlight,
    int maxSubscriptions,
    MessageLimits message,
    long maxResponse,
    Duration idleTimeout,
    Set<String> allowedAuthorities) {

  public StreamOptions {
    if (maxInFlight < 1 || maxSubscriptions < 0 || maxResponse < 0) {
      throw new IllegalArgumentException("limits of a stream must not be negative");
    }
    allowedAuthorities = Set.copyOf(allowedAuthorities);
  }
}
