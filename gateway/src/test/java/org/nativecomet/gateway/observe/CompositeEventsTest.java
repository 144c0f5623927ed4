package org.nativecomet.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Request;

class CompositeEventsTest {
  private static final Request REQUEST = Requests.of("GET", "/");

  static List<Method> events() {
    return List.of(GatewayEvents.class.getMethods());
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventReachesEveryListenerInOrder(Method event) throws Exception {
    List<String> calls = new ArrayList<>();
    Object[] arguments =
        Arrays.stream(event.getParameterTypes()).map(CompositeEventsTest::example).toArray();
    event.invoke(
        new CompositeEvents(List.of(recorder("a", calls), recorder("b", calls))), arguments);
    String call = event.getName() + Arrays.toString(arguments);
    assertThat(calls).containsExactly("a " + call, "b " + call);
  }

  @ParameterizedTest
  @MethodSource("events")
  void metricsTakeEveryEvent(Method event) throws Exception {
    Object[] arguments =
        Arrays.stream(event.getParameterTypes()).map(CompositeEventsTest::example).toArray();
    try (MetricsEvents metrics = new MetricsEvents()) {
      String before = gatewayMetrics(metrics);
      event.invoke(metrics, arguments);
      assertThat(gatewayMetrics(metrics)).isNotEqualTo(before);
    }
  }

  @Test
  void theOperatingGuideExplainsEveryMetric() throws Exception {
    String guide = Files.readString(Path.of("docs", "operating.md"));
    try (MetricsEvents metrics = new MetricsEvents()) {
      for (Method event : events()) {
        event.invoke(
            metrics,
            Arrays.stream(event.getParameterTypes()).map(CompositeEventsTest::example).toArray());
      }
      assertThat(gatewayMetrics(metrics).lines())
          .map(line -> line.replaceFirst("(_seconds)?(_count|_sum|_max)?(\\{.*| .*)", "$1"))
          .allSatisfy(name -> assertThat(guide).contains("| `" + name + "` |"));
    }
  }

  private static String gatewayMetrics(MetricsEvents metrics) {
    return String.join(
        "\n",
        metrics
            .page(MetricsPage.Format.TEXT)
            .text()
            .lines()
            .filter(line -> line.startsWith("gateway_"))
            .toList());
  }

  private static GatewayEvents recorder(String name, List<String> calls) {
    return (GatewayEvents)
        Proxy.newProxyInstance(
            GatewayEvents.class.getClassLoader(),
            new Class<?>[] {GatewayEvents.class},
            (proxy, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments;
              calls.add(name + " " + method.getName() + Arrays.toString(given));
              return null;
            });
  }

  private static Object example(Class<?> type) {
    if (type == Request.class) {
      return REQUEST;
    } else if (type == Failure.class) {
      return Failure.origin(502, "connection_refused", "");
    } else if (type == Throwable.class) {
      return new IllegalStateException("bug");
    } else if (type == Duration.class) {
      return Duration.ofMillis(7);
    } else if (type == int.class) {
      return 200;
    } else if (type == long.class) {
      return 7L;
    } else if (type == boolean.class) {
      return true;
    }
    return "word";
  }
}
