package org.nativecomet.gateway.http;

import java.util.List;
import java.util.Optional;

/**
 * The field by which a server says, in its answers to ordinary requests, that it can also be asked
 * for later states: the media types in which it streams them. It is to subscriptions what
 * Accept-Ranges is to range requests (RFC 9110, section 14.3).
 */
public final class AcceptSubscribe {
  public static final String FIELD = "Accept-Subscribe";

  /** The media types of streams, the preferred one first. */
  private static final List<String> STREAM_TYPES = List.of("message/http", "application/http");

  private static final String VALUE = String.join(", ", STREAM_TYPES);

  private AcceptSubscribe() {}

  /** What a server says that streams both. */
  public static String value() {
    return VALUE;
  }

  /**
   * The media type to ask for.
   *
   * <p>A Vary field that names When-Modified-After says as much: nothing but this protocol makes a
   * response depend on that field (RFC 9110, section 12.5.5).
   *
   * @return empty where the response does not say that its server can be subscribed to
   */
  public static Optional<String> streamType(Fields response) {
    List<String> offered =
        response.list(FIELD).stream()
            .map(MediaType::parse)
            .flatMap(Optional::stream)
            .map(MediaType::essence)
            .toList();
    boolean varies = response.lists("Vary", "When-Modified-After");
    return STREAM_TYPES.stream()
        .filter(offered::contains)
        .findFirst()
        .or(() -> varies ? Optional.of(STREAM_TYPES.get(0)) : Optional.empty());
  }
}
