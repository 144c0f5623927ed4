package org.nativecomet.gateway.observe;

import java.time.Clock;
import java.time.Duration;
import org.nativecomet.gateway.exchange.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line for what an operator may have to act on: origins that fail, limits that are reached, bugs
 * of ours with their stack trace, and, at debug level, clients that break the rules. A trouble that
 * repeats gets a line at most every {@link #QUIET}, with the number of times it was not written.
 */
public final class TroubleLog implements GatewayEvents {
  /** Short enough to follow, long enough for a failing origin not to fill a disk. */
  static final Duration QUIET = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(TroubleLog.class);

  private final Repetitions repetitions;

  public TroubleLog(Clock clock) {
    repetitions = new Repetitions(clock, QUIET);
  }

  @Override
  public void originFailed(String origin, Failure failure) {
    repetitions.count(
        origin + ' ' + failure.error() + ' ' + failure.statusCode(),
        unwritten ->
            LOG.atWarn()
                .addKeyValue("origin", origin)
                .addKeyValue("status", failure.statusCode())
                .addKeyValue("error", failure.error())
                .addKeyValue("detail", failure.detail())
                .addKeyValue("unwritten", unwritten)
                .log("origin failed"));
  }

  @Override
  public void limitReached(String limit) {
    written(LOG.atWarn(), "limit", limit, "limit reached");
  }

  @Override
  public void violation(String violation) {
    if (LOG.isDebugEnabled()) {
      written(LOG.atDebug(), "violation", violation, "stream violation");
    }
  }

  @Override
  public void unexpected(Throwable bug) {
    repetitions.count(
        "bug " + bug.getClass().getName() + ' ' + place(bug),
        unwritten -> LOG.atError().addKeyValue("unwritten", unwritten).setCause(bug).log("bug"));
  }

  /** Where it was thrown, so that one bug does not hide another of the same type. */
  private static String place(Throwable bug) {
    StackTraceElement[] trace = bug.getStackTrace();
    return trace.length == 0 ? "" : trace[0].toString();
  }

  private void written(LoggingEventBuilder line, String key, String word, String message) {
    repetitions.count(
        key + ' ' + word,
        unwritten -> line.addKeyValue(key, word).addKeyValue("unwritten", unwritten).log(message));
  }
}
