package org.nativecomet.gateway.stream;

import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.MediaType;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.Weight;

/**
 * Whether a request opens a stream, and in which media type the answers come. Decided from the head
 * alone: nothing enclosed can change it.
 *
 * @param outcome the stream is opened, or why it is not
 * @param requestType {@code message/http} or {@code application/http}; empty where refused
 * @param responseType one of the same two; empty where refused
 */
record StreamNegotiation(Outcome outcome, String requestType, String responseType) {
  /** The stream is opened, or why it is not. */
  enum Outcome {
    ACCEPTED(200, ""),
    METHOD_NOT_ALLOWED(405, "a stream is opened with POST"),
    HTTP_1_0(505, "a stream needs HTTP/1.1 or later"),
    CONTENT_TYPE_UNSUPPORTED(
        415, "Content-Type must be message/http or application/http with msgtype=request"),
    CONTENT_CODING_UNSUPPORTED(415, "enclosed requests must not be compressed"),
    NOT_ACCEPTABLE(406, "Accept excludes both message/http and application/http");

    private final int statusCode;
    private final String detail;

    Outcome(int statusCode, String detail) {
      this.statusCode = statusCode;
      this.detail = detail;
    }
  }

  static final String MESSAGE_HTTP = "message/http";
  static final String APPLICATION_HTTP = "application/http";

  static StreamNegotiation of(Request request) {
    if (!request.method().equals(Method.POST)) {
      return refused(Outcome.METHOD_NOT_ALLOWED);
    }
    if (request.client().protocol().equals("1.0")) {
      return refused(Outcome.HTTP_1_0);
    }
    Optional<String> requestType = requestType(request.fields());
    if (requestType.isEmpty()) {
      return refused(Outcome.CONTENT_TYPE_UNSUPPORTED);
    }
    if (isCoded(request.fields())) {
      return refused(Outcome.CONTENT_CODING_UNSUPPORTED);
    }
    return responseType(request.fields(), requestType.get())
        .map(type -> new StreamNegotiation(Outcome.ACCEPTED, requestType.get(), type))
        .orElse(refused(Outcome.NOT_ACCEPTABLE));
  }

  boolean isAccepted() {
    return outcome == Outcome.ACCEPTED;
  }

  /** The answer to a request that does not open a stream. */
  Response refusal() {
    Response response = Failure.client(outcome.statusCode, outcome.detail).toResponse();
    return response.withFields(
        switch (outcome) {
          case METHOD_NOT_ALLOWED -> response.fields().plus("Allow", "POST");
          case CONTENT_TYPE_UNSUPPORTED ->
              response.fields().plus("Accept", MESSAGE_HTTP + ", " + APPLICATION_HTTP);
          case CONTENT_CODING_UNSUPPORTED -> response.fields().plus("Accept-Encoding", "identity");
          default -> response.fields();
        });
  }

  private static StreamNegotiation refused(Outcome outcome) {
    return new StreamNegotiation(outcome, "", "");
  }

  /**
   * The type of the stream, only ever by its name: a browser sends anything but these two to
   * another site without asking first, so to guess would be to let every page in.
   */
  private static Optional<String> requestType(Fields fields) {
    List<String> values = fields.values("Content-Type");
    if (values.size() != 1) {
      return Optional.empty();
    }
    return MediaType.parse(values.get(0))
        .filter(type -> type.is(MESSAGE_HTTP) || type.is(APPLICATION_HTTP))
        .filter(type -> type.parameter("msgtype").orElse("request").equalsIgnoreCase("request"))
        .filter(type -> type.parameter("version").orElse("1.1").equals("1.1"))
        .map(MediaType::essence);
  }

  private static boolean isCoded(Fields fields) {
    return fields.list("Content-Encoding").stream().anyMatch(coding -> !isIdentity(coding));
  }

  private static boolean isIdentity(String coding) {
    return coding.equalsIgnoreCase("identity");
  }

  /** The type with the higher weight, or that of the request where both weigh the same. */
  private static Optional<String> responseType(Fields fields, String requestType) {
    String otherType = requestType.equals(MESSAGE_HTTP) ? APPLICATION_HTTP : MESSAGE_HTTP;
    List<MediaType> ranges =
        fields.list("Accept").stream().map(MediaType::parse).flatMap(Optional::stream).toList();
    boolean anything = !fields.has("Accept");
    int own = anything ? Weight.FULL : weight(ranges, requestType);
    int other = anything ? Weight.FULL : weight(ranges, otherType);
    if (own == 0 && other == 0) {
      return Optional.empty();
    }
    return Optional.of(own >= other ? requestType : otherType);
  }

  /** The weight of the most specific range that matches (RFC 9110, section 12.5.1). */
  private static int weight(List<MediaType> ranges, String type) {
    String wholeType = type.substring(0, type.indexOf('/')) + "/*";
    for (String range : List.of(type, wholeType, "*/*")) {
      Optional<MediaType> match =
          ranges.stream().filter(accepted -> accepted.is(range)).findFirst();
      if (match.isPresent()) {
        return match.get().weight();
      }
    }
    return 0;
  }
}
