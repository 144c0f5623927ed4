package org.nativecomet.gateway.server;

import java.time.Duration;
import java.util.List;

/** The default options with some changed. */
final class TestOptions {
  private int maxConnections = 1000;
  private Duration idleTimeout = Duration.ofSeconds(60);
  private Duration headTimeout = Duration.ofSeconds(10);
  private Duration stallTimeout = Duration.ofSeconds(60);
  private int maxConcurrentStreams = 128;
  private int maxResets = 200;
  private Duration heartbeat = Duration.ofSeconds(15);
  private TrustedProxies trustedProxies = TrustedProxies.none();

  private TestOptions() {}

  static TestOptions twoThreads() {
    return new TestOptions();
  }

  TestOptions maxConnections(int value) {
    maxConnections = value;
    return this;
  }

  TestOptions idleTimeout(Duration value) {
    idleTimeout = value;
    return this;
  }

  TestOptions headTimeout(Duration value) {
    headTimeout = value;
    return this;
  }

  TestOptions stallTimeout(Duration value) {
    stallTimeout = value;
    return this;
  }

  TestOptions maxConcurrentStreams(int value) {
    maxConcurrentStreams = value;
    return this;
  }

  TestOptions maxResets(int value) {
    maxResets = value;
    return this;
  }

  TestOptions heartbeat(Duration value) {
    heartbeat = value;
    return this;
  }

  TestOptions trusting(String... proxies) {
    trustedProxies = TrustedProxies.parse(List.of(proxies));
    return this;
  }

  ServerOptions build() {
    ServerOptions defaults = ServerOptions.defaults();
    return new ServerOptions(
        maxConnections,
        idleTimeout,
        headTimeout,
        stallTimeout,
        defaults.maxHead(),
        defaults.maxFields(),
        defaults.maxTarget(),
        maxConcurrentStreams,
        maxResets,
        defaults.sendBuffer(),
        2,
        trustedProxies,
        heartbeat,
        true);
  }
}
