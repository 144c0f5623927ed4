package org.nativecomet.samples;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * The price of one share, wandering.
 *
 * <p>Threading: ticks on one thread, is read on others.
 */
final class Quote implements Resource {
  private static final double MAX_STEP = 0.006;

  private final String symbol;
  private final double opening;
  private final Random random;
  private final Clock clock;
  private double price;
  private Instant changed;

  Quote(String symbol, double opening, Random random, Clock clock) {
    this.symbol = symbol;
    this.opening = opening;
    this.random = random;
    this.clock = clock;
    this.price = opening;
    this.changed = clock.instant();
  }

  /** Moves the price, drawn a little towards where it opened so that it never runs away. */
  synchronized void tick() {
    double pull = (opening - price) / opening * 0.02;
    price *= 1 + pull + (random.nextDouble() * 2 - 1) * MAX_STEP;
    changed = clock.instant();
  }

  /** With two decimals. */
  synchronized String price() {
    return String.format(Locale.ROOT, "%.2f", price);
  }

  @Override
  public synchronized Optional<Representation> current() {
    String json =
        String.format(
            Locale.ROOT,
            "{\"symbol\":\"%s\",\"price\":%s,\"change\":%.2f,\"at\":\"%s\"}",
            symbol,
            price(),
            price - opening,
            changed.truncatedTo(ChronoUnit.MILLIS));
    return Optional.of(Representation.json(json, changed));
  }
}
