package org.nativecomet.gateway.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.ResponseSink;

/** Whether the process answers, and whether it is of use to clients now. */
final class HealthHandler {
  private final List<HealthCheck> checks;

  HealthHandler(List<HealthCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  /** That this runs is the answer. */
  void live(Request request, ResponseSink sink) {
    sink.respond(Answers.json(request, 200, Json.object(Map.of("live", true))));
  }

  /** 200 where every check holds, 503 otherwise, and each check with its result. */
  void ready(Request request, ResponseSink sink) {
    Map<String, CompletableFuture<Boolean>> running = new LinkedHashMap<>();
    checks.forEach(check -> running.put(check.name(), check.run()));
    CompletableFuture<Void> all =
        CompletableFuture.allOf(running.values().toArray(CompletableFuture<?>[]::new));
    all.thenRun(() -> answer(request, sink, running)).exceptionally(failure -> null);
  }

  private static void answer(
      Request request, ResponseSink sink, Map<String, CompletableFuture<Boolean>> ended) {
    Map<String, Boolean> results = new LinkedHashMap<>();
    ended.forEach((name, result) -> results.put(name, result.join()));
    boolean ready = !results.containsValue(false);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("ready", ready);
    page.put("checks", results);
    sink.respond(Answers.json(request, ready ? 200 : 503, Json.object(page)));
  }
}
