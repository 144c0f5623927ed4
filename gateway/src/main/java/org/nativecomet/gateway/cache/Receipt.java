package org.nativecomet.gateway.cache;

import java.util.Optional;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.WholeContent;
import org.nativecomet.gateway.http.Vary;
import org.nativecomet.gateway.http.VarySelection;

/**
 * What has come back for a fetch.
 *
 * @param received as the origin sent it
 * @param answer to the request that was sent; empty where it has to be sent once more
 * @param arrival what may answer other requests too, by the rules for stored responses
 * @param sameFor the requests that may have the very same answer, though it is not to be stored
 */
record Receipt(
    Response received,
    Optional<Response> answer,
    Optional<Arrival> arrival,
    Optional<VarySelection> sameFor) {

  /** Abandons the content of the answer to a client that has left, where nobody else has it. */
  void discardAnswer() {
    boolean isPassedOn =
        arrival.isEmpty() && answer.filter(own -> own.content() == received.content()).isPresent();
    if (isPassedOn && !(received.content() instanceof WholeContent)) {
      received.content().discard();
    }
  }

  /** The same, with those who may have the very same answer. */
  Receipt withSameFor(Optional<VarySelection> others) {
    return new Receipt(received, answer, arrival, others);
  }

  /** The answer to the request that was sent, with content that can be read. */
  Optional<Response> answerToSender() {
    return answer.flatMap(own -> arrival.isEmpty() ? answer : arrival.get().readable(own));
  }

  /** What the representations of the target are selected by, as far as this tells. */
  Vary vary() {
    return Vary.of(arrival.map(each -> each.response().fields()).orElse(received.fields()));
  }
}
