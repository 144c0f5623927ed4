package org.nativecomet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.cache.CacheOptions;
import org.nativecomet.gateway.change.PollingOptions;
import org.nativecomet.gateway.config.ConfigException;
import org.nativecomet.gateway.config.ConfigReader;
import org.nativecomet.gateway.config.GatewayConfig;
import org.nativecomet.gateway.server.ServerOptions;
import org.nativecomet.gateway.subscription.SubscriptionOptions;

/** What stages take for their defaults is what gateway.yaml says. */
class WiringTest {
  private final GatewayConfig config = defaults();

  private static GatewayConfig defaults() {
    try {
      return new ConfigReader().option("origin", "http://127.0.0.1:9000", "--origin").read();
    } catch (ConfigException broken) {
      throw new AssertionError(broken);
    }
  }

  @Test
  void defaultsOfTheServer() {
    assertThat(Wiring.server(config.connections(), config.subscriptions()))
        .usingRecursiveComparison()
        .isEqualTo(ServerOptions.defaults());
  }

  @Test
  void defaultsOfTheCache() {
    assertThat(Wiring.cache(config.cache())).isEqualTo(CacheOptions.DEFAULT);
  }

  @Test
  void defaultsOfSubscriptions() {
    assertThat(Wiring.subscriptions(config.subscriptions()))
        .isEqualTo(SubscriptionOptions.DEFAULTS);
  }

  @Test
  void defaultsOfPolling() {
    assertThat(Wiring.polling(config.polling())).isEqualTo(PollingOptions.DEFAULTS);
  }
}
