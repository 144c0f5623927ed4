package org.nativecomet.gateway.cache;

import java.time.Instant;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.ContentRange;

/**
 * A response that is stored, or will be once its content is complete.
 *
 * @param response its content is not to be read where it is still arriving
 * @param arriving the content, where it is not here yet
 */
record Arrival(StoredResponse response, Optional<ArrivingContent> arriving) {
  /** One that is here already. */
  static Arrival complete(StoredResponse response) {
    return new Arrival(response, Optional.empty());
  }

  /** Whether it may answer other requests without the origin being asked about it. */
  boolean isReusable(Instant now) {
    return response.isFresh(now) && !response.directives().has("no-cache");
  }

  /**
   * The answer that another request gets from it without asking the origin. Empty where the
   * beginning of its content is gone.
   */
  Optional<Response> answer(Request request, Instant now) {
    return readable(StoredAnswer.unvalidated(request, response, now));
  }

  /** The response as if what is stored of it were all that there is. */
  StoredResponse asWhole() {
    return response.withContent(response.content(), Optional.empty());
  }

  /**
   * The answer that another request for the same ranges gets while the content is arriving.
   *
   * @param whole the request without the ranges
   */
  Optional<Response> answerAlike(Request whole, Instant now) {
    Response answer = StoredAnswer.unvalidated(whole, asWhole(), now);
    Optional<ContentRange> part = response.part().filter(any -> answer.statusCode() == 200);
    return readable(
        part.map(
                range ->
                    new Response(
                        206,
                        answer.fields().with("Content-Range", range.toString()),
                        answer.content()))
            .orElse(answer));
  }

  /** An answer made from the response, with content that can be read. */
  Optional<Response> readable(Response answer) {
    boolean isWithContent = answer.content() == response.content();
    if (arriving.isEmpty() || !isWithContent) {
      return Optional.of(answer);
    }
    Optional<Content> reader = arriving.get().reader();
    return reader.map(content -> new Response(answer.statusCode(), answer.fields(), content));
  }
}
