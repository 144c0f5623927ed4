package org.nativecomet.gateway.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Durations of one kind, and where most of them are. */
final class Times {
  private final List<Long> nanos = new ArrayList<>();

  void add(long duration) {
    nanos.add(duration);
  }

  void addAll(Times others) {
    nanos.addAll(others.nanos);
  }

  /** In milliseconds; not a number where there are none. */
  double percentile(double percent) {
    if (nanos.isEmpty()) {
      return Double.NaN;
    }
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    int index = (int) Math.ceil(percent / 100 * sorted.size()) - 1;
    return sorted.get(Math.max(0, index)) / 1e6;
  }

  double last() {
    return percentile(100);
  }

  int count() {
    return nanos.size();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "p50 %.1f, p99 %.1f, max %.1f ms", percentile(50), percentile(99), last());
  }
}
