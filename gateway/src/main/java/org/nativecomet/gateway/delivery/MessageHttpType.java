package org.nativecomet.gateway.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.MediaType;

/** The two media types of a stream of enclosed messages; both are on equal terms. */
public enum MessageHttpType {
  /** The proposal's own, and our default. */
  MESSAGE_HTTP("message/http"),
  /** What RFC 9112, section 10.2, registers for several messages. */
  APPLICATION_HTTP("application/http");

  private final String essence;

  MessageHttpType(String essence) {
    this.essence = essence;
  }

  /** Type and subtype. */
  public String essence() {
    return essence;
  }

  /** The Content-Type of a stream of responses. */
  public String ofResponses() {
    return essence + "; msgtype=response";
  }

  /**
   * The one that an Accept field lists explicitly with the higher weight; the first of ours where
   * both weigh the same. A wildcard never asks for a stream: every client sends one.
   */
  public static Optional<MessageHttpType> preferred(Fields request) {
    MessageHttpType best = null;
    int bestWeight = 0;
    for (MessageHttpType type : values()) {
      int weight = weight(request, type);
      if (weight > bestWeight) {
        best = type;
        bestWeight = weight;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * What the Accept field says of the enclosed representation: everything but these two types.
   *
   * @return empty where nothing is left, which means that anything is acceptable
   */
  public static String withoutContainers(Fields request) {
    List<String> kept = new ArrayList<>();
    for (String range : request.list("Accept")) {
      boolean container =
          MediaType.parse(range)
              .filter(type -> type.is(MESSAGE_HTTP.essence) || type.is(APPLICATION_HTTP.essence))
              .isPresent();
      if (!container) {
        kept.add(range);
      }
    }
    return String.join(", ", kept);
  }

  private static int weight(Fields request, MessageHttpType type) {
    return request.list("Accept").stream()
        .map(MediaType::parse)
        .flatMap(Optional::stream)
        .filter(range -> range.is(type.essence))
        .mapToInt(MediaType::weight)
        .max()
        .orElse(0);
  }
}
