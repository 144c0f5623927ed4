package org.nativecomet.gateway.admin;

import java.nio.charset.StandardCharsets;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;

/** Responses with a short text, for GET and HEAD alike. */
final class Answers {
  private static final String INDEX =
      """
      Native Comet gateway, admin listener

      POST   /changes       tell that resources have changed: {"targets":["/a"],"prefixes":["/b"],
                            "groups":["g"]}, or one a line: /a, /b/*, group:g
      PURGE  /path          the same for one resource, or with a * at its end for many
      GET    /cache         stored responses; ?uri=, ?prefix= or ?group= for some of them
      DELETE /cache         removes those of ?uri=, ?prefix= or ?group=
      GET    /health/live   200 while the process answers
      GET    /health/ready  200 while exchanges can be served, 503 and why otherwise
      GET    /metrics       counters and timers for Prometheus
      """;

  private Answers() {}

  static Response index(Request request) {
    return of(request, 200, "text/plain; charset=utf-8", INDEX);
  }

  static Response json(Request request, int statusCode, String json) {
    return of(request, statusCode, "application/json", json);
  }

  /** The answer; to HEAD without its content, but with its length (RFC 9110, section 8.6). */
  static Response of(Request request, int statusCode, String mediaType, String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    Fields fields =
        Fields.of(
            "Content-Type", mediaType,
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff");
    if (request.method().equals(Method.HEAD)) {
      String length = Integer.toString(octets.length);
      return new Response(statusCode, fields.plus("Content-Length", length), Content.empty());
    }
    return Response.of(statusCode, fields, octets);
  }

  static Response with(Response response, String name, String value) {
    return response.withFields(response.fields().plus(name, value));
  }
}
