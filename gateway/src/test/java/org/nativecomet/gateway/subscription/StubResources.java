package org.nativecomet.gateway.subscription;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.EntityTag;
import org.nativecomet.gateway.http.Fields;

/**
 * The stage behind the subscriptions: an origin in memory that evaluates conditions and counts what
 * it is asked. While {@link #stall stalled} it lets requests wait.
 */
final class StubResources implements ExchangeHandler {
  private record Waiting(Request request, ResponseSink sink) {}

  private final Map<String, Function<Request, Response>> resources = new HashMap<>();
  private final List<Request> asked = new ArrayList<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean stalled;

  /** The resource has this representation. */
  void put(String path, String content, String... fields) {
    Response response =
        Response.of(200, Fields.of(fields), content.getBytes(StandardCharsets.UTF_8));
    resources.put(path, request -> response);
  }

  /** The resource answers with this status and no content. */
  void status(String path, int statusCode, String... fields) {
    resources.put(path, request -> Response.of(statusCode, Fields.of(fields), new byte[0]));
  }

  void answer(String path, Function<Request, Response> answer) {
    resources.put(path, answer);
  }

  /** Requests wait from now on. */
  void stall() {
    stalled = true;
  }

  /** What waits is answered from what the resources are now. */
  void resume() {
    stalled = false;
    while (!waiting.isEmpty()) {
      Waiting next = waiting.remove();
      next.sink().respond(response(next.request()));
    }
  }

  /** Answers the oldest request that waits, and lets later ones wait still. */
  void answerOldest() {
    Waiting next = waiting.remove();
    next.sink().respond(response(next.request()));
  }

  /** Answers the request that came last, and lets earlier ones wait still. */
  void answerNewest() {
    Waiting next = waiting.removeLast();
    next.sink().respond(response(next.request()));
  }

  List<Request> asked() {
    return List.copyOf(asked);
  }

  int requests() {
    return asked.size();
  }

  Request lastAsked() {
    return asked.get(asked.size() - 1);
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    asked.add(request);
    if (stalled) {
      Waiting entry = new Waiting(request, sink);
      waiting.add(entry);
      sink.onAbandoned(() -> waiting.remove(entry));
    } else {
      sink.respond(response(request));
    }
  }

  int waiting() {
    return waiting.size();
  }

  private Response response(Request request) {
    Response response =
        resources
            .getOrDefault(
                request.target().path(), unknown -> Response.of(404, Fields.empty(), new byte[0]))
            .apply(request);
    boolean unchanged =
        response.statusCode() == 200
            && request
                .fields()
                .first("If-None-Match")
                .flatMap(EntityTag::parse)
                .flatMap(
                    tag ->
                        EntityTag.of(response.fields()).map(current -> tag.matchesWeakly(current)))
                .orElse(false);
    return unchanged ? Response.of(304, response.fields(), new byte[0]) : response;
  }
}
