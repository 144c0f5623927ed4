package org.nativecomet.gateway.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counters that differ in the value of one label, made when a value is first seen. */
final class CounterFamily {
  private final ConcurrentMap<String, Counter> counters = new ConcurrentHashMap<>();
  private final Labels values = new Labels();
  private final MeterRegistry registry;
  private final String name;
  private final String label;
  private final String description;

  CounterFamily(MeterRegistry registry, String name, String label, String description) {
    this.registry = registry;
    this.name = name;
    this.label = label;
    this.description = description;
  }

  void increment(String value) {
    Counter counter = counters.get(value);
    if (counter == null) {
      counter = counters.computeIfAbsent(values.bounded(value), this::register);
    }
    counter.increment();
  }

  private Counter register(String value) {
    return Counter.builder(name).description(description).tag(label, value).register(registry);
  }
}
