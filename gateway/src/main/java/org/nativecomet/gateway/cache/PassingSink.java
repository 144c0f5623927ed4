package org.nativecomet.gateway.cache;

import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.exchange.ForwardingSink;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.AffectedTargets;
import org.nativecomet.gateway.http.CacheGroups;
import org.nativecomet.gateway.http.TargetUri;

/**
 * Lets the answer pass to a request that the store has no part in, but removes from the store what
 * the answer makes invalid. That is done before the client has the answer: whoever acts on it is
 * not shown the state from before.
 */
final class PassingSink extends ForwardingSink {
  private final Request request;
  private final Reason reason;
  private final ResponseStore store;

  PassingSink(Request request, Reason reason, ResponseStore store, ResponseSink client) {
    super(client);
    this.request = request;
    this.reason = reason;
    this.store = store;
  }

  @Override
  public void respond(Response response) {
    TargetUri asked = request.target();
    int status = response.statusCode();
    for (TargetUri target :
        AffectedTargets.of(request.method(), asked, status, response.fields())) {
      store.invalidate(new Extent.OneTarget(target.pathAndQuery(), target::equals));
    }
    for (String group : CacheGroups.changedBy(request.method(), status, response.fields())) {
      store.invalidate(new Extent.InGroup(group, asked::isSameOrigin));
    }
    super.respond(response.withFields(CacheStatus.passed(response, reason)));
  }
}
