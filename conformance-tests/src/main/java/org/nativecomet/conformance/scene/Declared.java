package org.nativecomet.conformance.scene;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers that a server declares: section 2.3 of the specification. */
public final class Declared {
  private static final Pattern DURATION = Pattern.compile("([0-9]+)(ms|s|m)");
  private static final Pattern AMOUNT = Pattern.compile("([0-9]+)(KiB|MiB)?");

  private static final Map<String, String> USUAL =
      Map.ofEntries(
          Map.entry("endpoint", "/comet"),
          Map.entry("heartbeat", "15s"),
          Map.entry("detection", "5s"),
          Map.entry("wait", "30s"),
          Map.entry("max-wait", "120s"),
          Map.entry("max-in-flight", "64"),
          Map.entry("max-subscriptions", "1000"),
          Map.entry("max-head", "32KiB"),
          Map.entry("max-target", "8KiB"),
          Map.entry("max-content", "1MiB"),
          Map.entry("max-response", "1MiB"),
          Map.entry("stale-if-error", "60s"),
          Map.entry("idle-timeout", "5m"));

  private final Map<String, String> values = new LinkedHashMap<>(USUAL);

  /** The usual values. */
  public static Declared usual() {
    return new Declared();
  }

  /**
   * These with others in their place.
   *
   * @throws IllegalArgumentException if a name is unknown or a value is not of its kind
   */
  public Declared with(Map<String, String> others) {
    Declared declared = new Declared();
    declared.values.putAll(values);
    others.forEach(
        (name, value) -> {
          if (!USUAL.containsKey(name)) {
            throw new IllegalArgumentException(
                "no declared value is called " + name + "; there are " + USUAL.keySet());
          }
          declared.values.put(name, value);
          declared.check(name, value);
        });
    return declared;
  }

  public String endpoint() {
    return value("endpoint");
  }

  /** A time. */
  public Duration duration(String name) {
    Matcher matcher = DURATION.matcher(value(name));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(name + " is not a duration: " + value(name));
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }

  /** A number, of octets where it has a unit. */
  public int number(String name) {
    Matcher matcher = AMOUNT.matcher(value(name));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(name + " is not a number: " + value(name));
    }
    int unit = matcher.group(2) == null ? 1 : matcher.group(2).equals("KiB") ? 1024 : 1024 * 1024;
    return Math.multiplyExact(Integer.parseInt(matcher.group(1)), unit);
  }

  /** All values, for reports. */
  public Map<String, String> all() {
    return new java.util.TreeMap<>(values);
  }

  private String value(String name) {
    return java.util.Objects.requireNonNull(values.get(name), name);
  }

  private void check(String name, String value) {
    String usual = java.util.Objects.requireNonNull(USUAL.get(name));
    if (DURATION.matcher(usual).matches()) {
      duration(name);
    } else if (AMOUNT.matcher(usual).matches()) {
      number(name);
    } else if (!value.startsWith("/")) {
      throw new IllegalArgumentException(name + " is not a path: " + value);
    }
  }
}
