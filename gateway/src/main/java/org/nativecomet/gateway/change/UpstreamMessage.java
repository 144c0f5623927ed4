package org.nativecomet.gateway.change;

import java.util.Optional;
import java.util.Set;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HopByHopFields;
import org.nativecomet.gateway.message.EnclosedResponse;

/**
 * What an enclosed response of a subscription held upstream says.
 *
 * @param response as a plain GET would have been answered
 */
record UpstreamMessage(Kind kind, Response response) {
  /** What it means for the subscription. */
  enum Kind {
    /** What we have is current, and later states will follow. */
    ACKNOWLEDGEMENT,
    /** A state, and later ones will follow. */
    STATE,
    /** The last response. */
    LAST,
    /** It has no place in an answer to what was asked. */
    VIOLATION
  }

  /** Fields that mean something in that stream only. */
  private static final Set<String> OF_THE_STREAM =
      Set.of(
          "Subscribed",
          "Exchange-Id",
          "Cancel-Exchange",
          "Content-Length",
          "Content-Location",
          "Origin-Content-Location");

  static UpstreamMessage of(EnclosedResponse enclosed) {
    Fields received = enclosed.fields();
    Fields.Builder fields = HopByHopFields.remove(received).without(OF_THE_STREAM).toBuilder();
    Optional<String> own = received.first("Origin-Content-Location");
    own.ifPresent(location -> fields.add("Content-Location", location));
    return new UpstreamMessage(
        kind(enclosed.statusCode(), received),
        Response.of(enclosed.statusCode(), fields.build(), enclosed.content()));
  }

  private static Kind kind(int statusCode, Fields fields) {
    if (statusCode == 206) {
      // No range was asked for, so nobody could say what it is a part of.
      return Kind.VIOLATION;
    }
    Optional<String> subscribed = fields.combined("Subscribed");
    boolean stands = subscribed.filter("OK"::equalsIgnoreCase).isPresent();
    if (statusCode == 200 || statusCode == 203 || statusCode == 304) {
      boolean isLast = subscribed.isPresent() && !stands;
      Kind standing = statusCode == 304 ? Kind.ACKNOWLEDGEMENT : Kind.STATE;
      return isLast ? Kind.LAST : standing;
    }
    return stands ? Kind.VIOLATION : Kind.LAST;
  }
}
