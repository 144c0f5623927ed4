package org.nativecomet.gateway.stream;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HopByHopFields;
import org.nativecomet.gateway.http.TargetUri;

/**
 * How a client tells which of its requests an enclosed response answers: {@code Content-Location}
 * on every answer, and {@code Exchange-Id} where the request had one.
 *
 * <p>Nothing an origin sends may take the place of either, and nothing that belongs to a connection
 * or to the browser's own store (Set-Cookie) goes into a stream that scripts can read.
 *
 * @param contentLocation the path and query of the request as received
 * @param exchangeId the client's name for the exchange
 */
public record Correlation(String contentLocation, Optional<String> exchangeId) {
  public static final String EXCHANGE_ID = "Exchange-Id";
  public static final String CONTENT_LOCATION = "Content-Location";

  /** Where an origin's own Content-Location goes when it differs. */
  public static final String ORIGIN_CONTENT_LOCATION = "Origin-Content-Location";

  private static final List<String> OURS =
      List.of(
          EXCHANGE_ID,
          CONTENT_LOCATION,
          ORIGIN_CONTENT_LOCATION,
          "Subscribed",
          "Cancel-Exchange",
          "Set-Cookie",
          "Set-Cookie2");

  /**
   * The fields of an enclosed response as the origin meant them, named after the resource, without
   * an Exchange-Id: the same for everybody who asked for it.
   *
   * @param target of the request that is answered
   * @param origin fields of the response, from wherever it came
   */
  public static Fields named(TargetUri target, Fields origin) {
    String label = target.pathAndQuery();
    Fields.Builder fields =
        HopByHopFields.remove(origin).without(OURS).toBuilder().add(CONTENT_LOCATION, label);
    origin
        .first(CONTENT_LOCATION)
        .filter(Predicate.not(label::equals))
        .filter(Predicate.not(target.toString()::equals))
        .ifPresent(location -> fields.add(ORIGIN_CONTENT_LOCATION, location));
    return fields.build();
  }

  /** The fields of an answer that the gateway itself gives. */
  Fields label(Fields own) {
    return identify(own.with(CONTENT_LOCATION, contentLocation));
  }

  /** With the Exchange-Id, if there is one, echoed. */
  Fields identify(Fields fields) {
    return exchangeId.map(id -> fields.with(EXCHANGE_ID, id)).orElse(fields);
  }
}
