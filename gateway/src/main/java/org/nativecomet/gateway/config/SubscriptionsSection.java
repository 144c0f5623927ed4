package org.nativecomet.gateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.http.Tokens;

/**
 * Subscriptions and long polls.
 *
 * @param maxRepresentation octets
 */
public record SubscriptionsSection(
    int maxSubscriptions,
    int maxRepresentation,
    Duration longPollWait,
    Duration maxLongPollWait,
    Duration heartbeat,
    Duration staleIfError,
    int maxRefreshes,
    boolean gzip,
    int maxPrivateFetches,
    int privateFetchesPerSecond,
    int privatePollsPerSecond,
    List<String> comparedFields) {
  public SubscriptionsSection {
    comparedFields = List.copyOf(comparedFields);
  }

  static SubscriptionsSection read(OptionReader options) throws ConfigException {
    SubscriptionsSection section =
        new SubscriptionsSection(
            options.count("max-subscriptions", 0, Bounds.MANY),
            options.octets("max-representation", Bounds.SMALLEST_HEAD, Bounds.LARGEST_MESSAGE),
            options.duration("long-poll-wait", Duration.ZERO, Bounds.LONGEST),
            options.duration("max-long-poll-wait", Duration.ZERO, Bounds.LONGEST),
            options.duration("heartbeat", Bounds.SHORTEST, Bounds.LONGEST),
            options.duration("stale-if-error", Duration.ZERO, Bounds.LONGEST),
            options.count("max-refreshes", 1, Bounds.MANY),
            options.flag("gzip"),
            options.count("max-private-fetches", 1, Bounds.MANY),
            options.count("private-fetches-per-second", 1, Bounds.MANY),
            options.count("private-polls-per-second", 1, Bounds.MANY),
            options.list(
                "compared-fields",
                "the name of a field",
                text -> Optional.of(text).filter(Tokens::isToken)));
    if (section.longPollWait.compareTo(section.maxLongPollWait) > 0) {
      throw options.conflict("long-poll-wait", "is longer than", "max-long-poll-wait");
    }
    return section;
  }
}
