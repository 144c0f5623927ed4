package org.nativecomet.samples.nativeorigin;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server declares, as far as it means something here: names, meanings and usual values are
 * those of section 2.3.
 */
record Settings(Map<String, Duration> times, Map<String, Integer> amounts) {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m)");
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,6})(KiB|)");

  Settings {
    times = Map.copyOf(times);
    amounts = Map.copyOf(amounts);
  }

  static Settings usual() {
    return new Settings(
        Map.of(
            "heartbeat", Duration.ofSeconds(15),
            "wait", Duration.ofSeconds(30),
            "max-wait", Duration.ofSeconds(120),
            "idle-timeout", Duration.ofMinutes(5)),
        Map.of(
            "max-subscriptions", 1000,
            "max-head", 32 * 1024,
            "max-target", 8 * 1024,
            "max-content", 1024 * 1024));
  }

  Duration time(String name) {
    return Objects.requireNonNull(times.get(name), name);
  }

  int amount(String name) {
    return Objects.requireNonNull(amounts.get(name), name);
  }

  /**
   * These with another value, such as {@code heartbeat=2s} or {@code max-content=64KiB}.
   *
   * @throws IllegalArgumentException where there is no such name, or the value is not of its kind
   */
  Settings with(String assignment) {
    String[] parts = assignment.split("=", 2);
    String value = parts.length == 2 ? parts[1] : "";
    Matcher time = TIME.matcher(value);
    Matcher amount = AMOUNT.matcher(value);
    if (times.containsKey(parts[0]) && time.matches()) {
      Map<String, Duration> all = new HashMap<>(times);
      all.put(parts[0], duration(Long.parseLong(time.group(1)), time.group(2)));
      return new Settings(all, amounts);
    }
    if (amounts.containsKey(parts[0]) && amount.matches()) {
      Map<String, Integer> all = new HashMap<>(amounts);
      int unit = amount.group(2).isEmpty() ? 1 : 1024;
      all.put(parts[0], Integer.parseInt(amount.group(1)) * unit);
      return new Settings(times, all);
    }
    throw new IllegalArgumentException(
        assignment + " is not one of " + times.keySet() + "=15s or " + amounts.keySet() + "=32KiB");
  }

  private static Duration duration(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }
}
