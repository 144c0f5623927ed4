package org.nativecomet.gateway.load;

import java.util.HashMap;
import java.util.Map;

/** What the command line says: {@code name=value} pairs, each with a default where it is read. */
record Settings(Map<String, String> values) {
  Settings {
    values = Map.copyOf(values);
  }

  /** From all arguments but the first, which names the scenario. */
  static Settings parse(String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < arguments.length; i++) {
      String[] pair = arguments[i].split("=", 2);
      if (pair.length != 2) {
        throw new IllegalArgumentException("not name=value: " + arguments[i]);
      }
      values.put(pair[0], pair[1]);
    }
    return new Settings(values);
  }

  int number(String name, int otherwise) {
    return Integer.parseInt(values.getOrDefault(name, Integer.toString(otherwise)));
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** Whether peers run beside the gateway: {@code peers=no} leaves them out. */
  boolean peers() {
    return !text("peers", "yes").equals("no");
  }
}
