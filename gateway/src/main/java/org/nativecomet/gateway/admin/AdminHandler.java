package org.nativecomet.gateway.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nativecomet.gateway.admin.CrossSitePolicy.Verdict;
import org.nativecomet.gateway.cache.StoredContents;
import org.nativecomet.gateway.change.ChangeListener;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.observe.MetricsEvents;

/**
 * Answers everything on the admin listener, by path. What changes or shows the state of the gateway
 * takes the operator's token where there is one; where there is none, who can reach the listener
 * may use it, so {@link CrossSitePolicy} keeps web pages from reaching it through a browser.
 */
public final class AdminHandler implements ExchangeHandler {
  /** What a resource of the admin listener is. */
  private record Entry(List<Method> methods, boolean isGuarded, ExchangeHandler handler) {}

  private static final List<Method> RETRIEVAL = List.of(Method.GET, Method.HEAD);

  private final CrossSitePolicy crossSite;
  private final AdminAccess access;
  private final ChangeListener changes;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * An admin handler.
   *
   * @param changes told of every notice
   * @param stored what is in the cache
   * @param checks what must hold for the gateway to be ready
   */
  public AdminHandler(
      AdminOptions options,
      ChangeListener changes,
      StoredContents stored,
      List<HealthCheck> checks,
      MetricsEvents metrics) {
    crossSite = new CrossSitePolicy(options.host());
    access = new AdminAccess(options.token());
    this.changes = changes;
    HealthHandler health = new HealthHandler(checks);
    NoticeHandler notices = new NoticeHandler(changes, options.maxNotice());
    open("/", (request, sink) -> sink.respond(Answers.index(request)));
    guarded("/changes", List.of(Method.POST), notices);
    guarded("/cache", List.of(Method.GET, Method.HEAD, Method.DELETE), new StoredResponses(stored));
    open("/health/live", health::live);
    open("/health/ready", health::ready);
    open("/metrics", new MetricsHandler(metrics));
  }

  private void open(String path, ExchangeHandler handler) {
    entries.put(path, new Entry(RETRIEVAL, false, handler));
  }

  private void guarded(String path, List<Method> methods, ExchangeHandler handler) {
    entries.put(path, new Entry(methods, true, handler));
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    if (request.method().equals(PurgeHandler.PURGE)) {
      purge(request, sink);
      return;
    }
    Verdict verdict = crossSite.decide(request);
    // Who shows the token is no page in a browser, by whatever name the listener was reached.
    if (verdict != Verdict.ALLOWED && !access.showsToken(request)) {
      sink.respond(Failure.client(verdict.statusCode(), verdict.detail()).toResponse());
      return;
    }
    Entry entry = entries.get(request.target().path());
    if (entry == null) {
      sink.respond(Failure.client(404, "There is no such admin resource.").toResponse());
    } else if (!entry.methods().contains(request.method())) {
      sink.respond(notAllowed(entry.methods()));
    } else if (entry.isGuarded() && !mayUse(request)) {
      sink.respond(access.refusal(request));
    } else {
      entry.handler().handle(request, sink);
    }
  }

  private boolean mayUse(Request request) {
    return access.isOpen() || access.showsToken(request);
  }

  /**
   * The target is one of clients, not of this listener. Named by a Host that this listener goes by,
   * it is meant under every authority. A page that sends PURGE names its origin, whatever Host it
   * has found to do so.
   */
  private void purge(Request request, ResponseSink sink) {
    request.content().discard();
    if (!mayUse(request)) {
      sink.respond(access.refusal(request));
    } else if (request.fields().has("Origin")) {
      Verdict verdict = Verdict.FOREIGN_ORIGIN;
      sink.respond(Failure.client(verdict.statusCode(), verdict.detail()).toResponse());
    } else {
      String authority = request.target().authority();
      boolean isAny = crossSite.isOwnHost(request.target());
      PurgeHandler.purge(
          request, target -> isAny || authority.equals(target.authority()), changes, sink);
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
