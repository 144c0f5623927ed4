package org.nativecomet.gateway.architecture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The packages of the gateway: which of the others each may use, and which libraries. A package or
 * library that is not here may not be used at all.
 */
final class Rooms {
  /**
   * What a package may use.
   *
   * @param packages others of the gateway, by their last name
   * @param libraries by the start of their package names
   */
  record Room(Set<String> packages, Set<String> libraries) {}

  /** The package that the others are in. */
  static final String ROOT = "";

  /** Allowed everywhere: annotations for the compiler. */
  static final Set<String> ANNOTATIONS =
      Set.of("org.jspecify.annotations", "com.google.errorprone.annotations");

  static final Map<String, Room> ALL = new LinkedHashMap<>();

  static {
    room("http", Set.of(), "org.greenbytes.http");
    room("message", Set.of("http"));
    room("exchange", Set.of("http"), "com.fasterxml.jackson.core");
    room(
        "observe",
        Set.of("http", "exchange"),
        "org.slf4j",
        "ch.qos.logback",
        "net.logstash.logback",
        "io.micrometer");
    room("change", Set.of("http", "message", "exchange", "observe"));
    room("stream", Set.of("http", "message", "exchange", "observe"));
    room("delivery", Set.of("http", "message", "exchange", "stream"));
    room("subscription", Set.of("http", "exchange", "delivery", "change", "observe"));
    room(
        "cache",
        Set.of("http", "exchange", "change", "observe"),
        "com.github.benmanes.caffeine",
        "org.greenbytes.http.sfv");
    room("origin", Set.of("http", "exchange", "observe"), "org.apache.hc");
    room(
        "server",
        // The heads of requests are read as strictly as those of enclosed ones, by the same code.
        Set.of("http", "message", "exchange", "observe"),
        "io.undertow",
        "org.xnio",
        "org.bouncycastle");
    room("config", Set.of("http"), "com.fasterxml.jackson");
    room(
        "admin", Set.of("http", "exchange", "change", "cache", "observe"), "com.fasterxml.jackson");
    room(ROOT, Set.copyOf(ALL.keySet()), "picocli");
  }

  private Rooms() {}

  private static void room(String name, Set<String> packages, String... libraries) {
    ALL.put(name, new Room(packages, Set.of(libraries)));
  }
}
