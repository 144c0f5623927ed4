package org.nativecomet.gateway.subscription;

import java.util.Set;
import org.nativecomet.gateway.exchange.ForwardingSink;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.AcceptSubscribe;
import org.nativecomet.gateway.http.EndlessContent;

/**
 * Says of a representation that its later states can be had too. What the origin says of itself is
 * replaced: the client subscribes here.
 */
final class AnnouncingSink extends ForwardingSink {
  private static final Set<Integer> OF_A_REPRESENTATION = Set.of(200, 203, 206, 304);

  private final long maxRepresentation;

  AnnouncingSink(ResponseSink sink, long maxRepresentation) {
    super(sink);
    this.maxRepresentation = maxRepresentation;
  }

  @Override
  public void respond(Response response) {
    boolean can =
        OF_A_REPRESENTATION.contains(response.statusCode())
            && response.content().length().orElse(0) <= maxRepresentation
            && !EndlessContent.isAnnounced(response.fields());
    super.respond(
        response.withFields(
            can
                ? response.fields().with(AcceptSubscribe.FIELD, AcceptSubscribe.value())
                : response.fields().without(AcceptSubscribe.FIELD)));
  }
}
