package org.nativecomet.samples.testing;

import java.net.URI;
import java.time.Duration;
import org.nativecomet.gateway.Gateway;
import org.nativecomet.gateway.config.ConfigReader;
import org.nativecomet.gateway.observe.LogSetup;

/** The real gateway before an origin, on free ports, in this process. */
public final class FrontGateway implements AutoCloseable {
  /** What is edited behind the gateway's back is noticed soon, so that tests are quick. */
  private static final String QUICK_POLLING =
      """
      listen: 127.0.0.1:0
      admin: 127.0.0.1:0
      polling: {min-interval: 100ms, max-interval: 400ms}
      subscriptions: {heartbeat: 1s}
      """;

  private final Gateway gateway;

  private FrontGateway(Gateway gateway) {
    this.gateway = gateway;
  }

  /** A gateway with options that tests like, and those given. */
  public static FrontGateway before(URI origin, String... moreYaml) throws Exception {
    LogSetup.apply(LogSetup.Level.WARN, LogSetup.Format.TEXT);
    ConfigReader config =
        new ConfigReader()
            .yaml("for tests", QUICK_POLLING)
            .option("origin", origin.toString(), "the test");
    for (String yaml : moreYaml) {
      config.yaml("the test", yaml);
    }
    return new FrontGateway(Gateway.start(config.read()));
  }

  public int port() {
    return gateway.listenAddress().port();
  }

  public int tlsPort() {
    return gateway.tlsAddress().orElseThrow().port();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  @Override
  public void close() {
    gateway.drain(Duration.ofMillis(200));
  }
}
