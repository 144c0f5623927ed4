package org.nativecomet.gateway.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nativecomet.gateway.change.ChangeListener;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.observe.MetricsEvents;

/**
 * Answers everything on the admin listener, by path. There is no login: who can reach the listener
 * may use it, so {@link CrossSitePolicy} keeps web pages from reaching it through a browser.
 */
public final class AdminHandler implements ExchangeHandler {
  private record Entry(List<Method> methods, ExchangeHandler handler) {}

  private static final List<Method> RETRIEVAL = List.of(Method.GET, Method.HEAD);

  private final CrossSitePolicy crossSite;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * An admin handler.
   *
   * @param host the host that the admin listener is configured with
   * @param changes told of every notice
   * @param checks what must hold for the gateway to be ready
   */
  public AdminHandler(
      String host, ChangeListener changes, List<HealthCheck> checks, MetricsEvents metrics) {
    crossSite = new CrossSitePolicy(host);
    HealthHandler health = new HealthHandler(checks);
    entries.put("/", new Entry(RETRIEVAL, (request, sink) -> sink.respond(Answers.index(request))));
    entries.put("/changes", new Entry(List.of(Method.POST), new NoticeHandler(changes)));
    entries.put("/health/live", new Entry(RETRIEVAL, health::live));
    entries.put("/health/ready", new Entry(RETRIEVAL, health::ready));
    entries.put("/metrics", new Entry(RETRIEVAL, new MetricsHandler(metrics)));
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    CrossSitePolicy.Verdict verdict = crossSite.decide(request);
    if (verdict != CrossSitePolicy.Verdict.ALLOWED) {
      sink.respond(Failure.client(verdict.statusCode(), verdict.detail()).toResponse());
      return;
    }
    Entry entry = entries.get(request.target().path());
    if (entry == null) {
      sink.respond(Failure.client(404, "There is no such admin resource.").toResponse());
    } else if (!entry.methods().contains(request.method())) {
      sink.respond(notAllowed(entry.methods()));
    } else {
      entry.handler().handle(request, sink);
    }
  }

  private static Response notAllowed(List<Method> methods) {
    String allow = String.join(", ", methods.stream().map(Method::name).toList());
    return Answers.with(
        Failure.client(405, "The resource does not take this method.").toResponse(),
        "Allow",
        allow);
  }
}
