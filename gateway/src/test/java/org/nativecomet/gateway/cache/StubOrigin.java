package org.nativecomet.gateway.cache;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.InterimResponse;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;

/** The next stage: remembers what it was asked, and answers as told, at once or later. */
final class StubOrigin implements ExchangeHandler {
  private final List<Request> requests = new ArrayList<>();
  private final List<ResponseSink> unanswered = new ArrayList<>();
  private Function<Request, Response> answer = request -> response(404, "");
  private boolean isHolding;

  static Response response(int statusCode, String content, String... fields) {
    return Response.of(statusCode, Fields.of(fields), content.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers from now on with this. */
  void answers(int statusCode, String content, String... fields) {
    answer = request -> response(statusCode, content, fields);
  }

  /** Answers from now on by the request. */
  void answers(Function<Request, Response> newAnswer) {
    answer = newAnswer;
  }

  /** Answers nothing until told. */
  void holds() {
    isHolding = true;
  }

  /** Answers the request that was asked as the n-th of those that are held. */
  void release(int index, Response response) {
    unanswered.get(index).respond(response);
  }

  /** Says something before it answers the request that was asked as the n-th of those held. */
  void inform(int index, InterimResponse response) {
    unanswered.get(index).inform(response);
  }

  /** Has this run if the client abandons the n-th of the requests that are held. */
  void whenAbandoned(int index, Runnable action) {
    unanswered.get(index).onAbandoned(action);
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    requests.add(request);
    if (isHolding) {
      unanswered.add(sink);
    } else {
      sink.respond(answer.apply(request));
    }
  }

  int asked() {
    return requests.size();
  }

  Request lastRequest() {
    return requests.get(requests.size() - 1);
  }
}
