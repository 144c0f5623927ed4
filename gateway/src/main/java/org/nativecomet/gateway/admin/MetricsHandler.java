package org.nativecomet.gateway.admin;

import java.util.List;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.MediaType;
import org.nativecomet.gateway.observe.MetricsEvents;
import org.nativecomet.gateway.observe.MetricsPage;
import org.nativecomet.gateway.observe.MetricsPage.Format;

/** Shows the metrics, as OpenMetrics to those who prefer it and as plain text to the others. */
final class MetricsHandler implements ExchangeHandler {
  private final MetricsEvents metrics;

  MetricsHandler(MetricsEvents metrics) {
    this.metrics = metrics;
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    MetricsPage page = metrics.page(format(request.fields().list("Accept")));
    sink.respond(Answers.of(request, 200, page.mediaType(), page.text()));
  }

  private static Format format(List<String> accept) {
    int openMetrics = weight(accept, "application/openmetrics-text");
    return openMetrics > 0 && openMetrics >= weight(accept, "text/plain")
        ? Format.OPEN_METRICS
        : Format.TEXT;
  }

  /** The highest weight that Accept gives to the type itself, or 0 (RFC 9110, section 12.5.1). */
  private static int weight(List<String> accept, String type) {
    return accept.stream()
        .flatMap(range -> MediaType.parse(range).stream())
        .filter(range -> range.is(type))
        .mapToInt(MediaType::weight)
        .max()
        .orElse(0);
  }
}
