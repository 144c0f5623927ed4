package org.nativecomet.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Failure;

class MetricsEventsTest {
  private final MetricsEvents metrics = new MetricsEvents();

  @AfterEach
  void close() {
    metrics.close();
  }

  private String text() {
    return metrics.page(MetricsPage.Format.TEXT).text();
  }

  @Test
  void exchangesAreTimedByMethodAndStatusClass() {
    metrics.exchangeEnded(Requests.of("GET", "/a"), 204, 5, Duration.ofMillis(1500), "");
    assertThat(text())
        .contains(
            "gateway_exchanges_seconds_count{enclosed=\"false\",method=\"GET\",status=\"2xx\"} 1")
        .contains(
            "gateway_exchanges_seconds_sum{enclosed=\"false\",method=\"GET\",status=\"2xx\"} 1.5")
        .contains("gateway_content_octets_total 5.0");
  }

  @Test
  void whatGoesUpComesDown() {
    metrics.subscriptionOpened("stream");
    metrics.subscriptionOpened("stream");
    metrics.subscriptionEnded("stream", "gone");
    metrics.streamOpened();
    metrics.connectionOpened();
    metrics.connectionClosed();
    assertThat(text())
        .contains("gateway_subscriptions{form=\"stream\"} 1.0")
        .contains("gateway_subscriptions_ended_total{form=\"stream\",reason=\"gone\"} 1.0")
        .contains("gateway_streams 1.0")
        .contains("gateway_connections 0.0")
        .contains("gateway_connections_opened_total 1.0");
  }

  @Test
  void theNamesThatDashboardsRelyOn() {
    metrics.updatesDelivered(10_000, Duration.ofMillis(60));
    metrics.originRequested("a.example");
    metrics.originAnswered("a.example", 200, Duration.ofMillis(2));
    metrics.originFailed("a.example", Failure.origin(502, "connection_refused", ""));
    metrics.changed("notice");
    metrics.cacheDecided("fresh");
    metrics.cacheSize(2, 3);
    metrics.refreshed("unchanged");
    metrics.limitReached("max-connections");
    metrics.violation("BARE_LF");
    metrics.streamOpened();
    metrics.streamEnded("complete");
    assertThat(text())
        .contains("gateway_updates_total 10000.0")
        .contains("gateway_update_delay_seconds_sum 0.06")
        .contains("gateway_origin_requests_total{origin=\"a.example\"} 1.0")
        .contains("gateway_origin_answers_seconds_count{origin=\"a.example\",status=\"2xx\"} 1")
        .contains(
            "gateway_origin_failures_total{error=\"connection_refused\",origin=\"a.example\"} 1.0")
        .contains("gateway_changes_total{cause=\"notice\"} 1.0")
        .contains("gateway_cache_total{reason=\"fresh\"} 1.0")
        .contains("gateway_cache_responses 2.0")
        .contains("gateway_cache_octets 3.0")
        .contains("gateway_refreshes_total{outcome=\"unchanged\"} 1.0")
        .contains("gateway_limit_reached_total{limit=\"max-connections\"} 1.0")
        .contains("gateway_stream_violations_total{violation=\"BARE_LF\"} 1.0")
        .contains("gateway_streams_ended_total{reason=\"complete\"} 1.0");
  }

  @Test
  void theProcessIsMeasuredToo() {
    assertThat(text())
        .contains("jvm_memory_used_bytes{")
        .contains("jvm_threads_live_threads ")
        .contains("process_cpu_usage ")
        .contains("process_files_open_files ")
        .contains("process_uptime_seconds ");
  }

  @Test
  void nothingThatAClientChoosesBecomesALabel() {
    for (int i = 0; i < 1000; i++) {
      metrics.exchangeEnded(
          Requests.of("M" + i, "/" + i + "?" + i), 200 + i % 400, 0, Duration.ZERO, "x" + i);
      metrics.violation("violation " + i);
    }
    assertThat(text().lines().filter(line -> line.startsWith("gateway_exchanges_seconds_count")))
        .hasSize(4);
    assertThat(text().lines().filter(line -> line.startsWith("gateway_stream_violations_total")))
        .hasSize(Labels.MAX_VALUES + 1);
    assertThat(text()).doesNotContain("M17").contains("method=\"other\"");
  }

  @Test
  void openMetricsEndsWithItsMark() {
    MetricsPage page = metrics.page(MetricsPage.Format.OPEN_METRICS);
    assertThat(page.mediaType()).startsWith("application/openmetrics-text");
    assertThat(page.text()).endsWith("# EOF\n");
  }
}
