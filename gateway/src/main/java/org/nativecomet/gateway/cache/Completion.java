package org.nativecomet.gateway.cache;

import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.WholeContent;
import org.nativecomet.gateway.http.ByteRange;
import org.nativecomet.gateway.http.ContentRange;
import org.nativecomet.gateway.http.EntityTag;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;

/**
 * Completing what is stored in part by a range request of our own (RFC 9111, section 3.3): who asks
 * for the whole gets the beginning from the store and the rest from the origin.
 *
 * <p>The origin is asked for the rest of exactly this version ({@code If-Range} with the strong
 * tag); if there is another one by now, it sends that whole.
 */
final class Completion {
  /**
   * With any of these the client asks for something else than the whole, or only perhaps for it.
   */
  private static final List<String> NOT_FOR_THE_WHOLE =
      List.of(
          "Range",
          "If-Range",
          "If-Match",
          "If-None-Match",
          "If-Modified-Since",
          "If-Unmodified-Since");

  private Completion() {}

  /** The fields to send for a fetch: with a range where the rest is enough. */
  static Fields request(Fetch fetch) {
    Fields fields = fetch.request().fields();
    Optional<StoredResponse> begun = begun(fetch);
    if (begun.isEmpty()) {
      return fields;
    }
    String tag = EntityTag.of(begun.get().fields()).orElseThrow().toString();
    return fields.with("Range", "bytes=" + next(begun.get()) + "-").with("If-Range", tag);
  }

  /** Whether an answer with this status is to a range that only we have asked for. */
  static boolean isAnswer(Fetch fetch, int statusCode) {
    return (statusCode == 206 || statusCode == 416) && begun(fetch).isPresent();
  }

  /**
   * The whole, as a 200 with the fields that the 206 has updated (RFC 9111, section 3.4).
   *
   * @return empty where the answer is not the rest of what is stored
   */
  static Optional<Response> complete(Fetch fetch, Response rest) {
    StoredResponse begun = begun(fetch).orElseThrow();
    ContentRange stored = begun.part().orElseThrow();
    long length = stored.completeLength();
    ContentRange missing =
        new ContentRange(new ByteRange(stored.range().last() + 1, length - 1), length);
    boolean isRest =
        rest.statusCode() == 206
            && ContentRange.of(rest.fields()).filter(missing::equals).isPresent()
            && rest.content().length().orElse(missing.range().length()) == missing.range().length()
            && EntityTag.of(begun.fields())
                .flatMap(tag -> EntityTag.of(rest.fields()).filter(tag::matchesStrongly))
                .isPresent();
    return isRest
        ? Optional.of(
            new Response(
                200,
                PartialStorage.merged(begun, rest.fields())
                    .without(List.of("Content-Range", "Content-Length")),
                new CompletedContent(
                    (WholeContent) begun.content(), rest.content(), missing.range().length())))
        : Optional.empty();
  }

  /** The stored beginning of what the fetch is for. */
  private static Optional<StoredResponse> begun(Fetch fetch) {
    Request request = fetch.request();
    boolean isForTheWhole =
        fetch.reason() == Reason.PARTIAL
            && !fetch.isValidation()
            && request.method().equals(Method.GET)
            && NOT_FOR_THE_WHOLE.stream().noneMatch(request.fields()::has);
    return fetch.selected().filter(any -> isForTheWhole).filter(Completion::isBeginning);
  }

  private static boolean isBeginning(StoredResponse stored) {
    return stored.statusCode() == 200
        && stored.part().filter(part -> part.range().first() == 0).isPresent()
        && stored.content() instanceof WholeContent
        && PartialStorage.hasStrongTag(stored.fields());
  }

  private static long next(StoredResponse begun) {
    return begun.part().orElseThrow().range().last() + 1;
  }
}
