package org.nativecomet.gateway.change;

import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.ForwardingSink;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.AffectedTargets;
import org.nativecomet.gateway.http.CacheGroups;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;

/**
 * The change source that costs nothing: an unsafe request that is seen to succeed may have changed
 * its target, what the Location and Content-Location of the answer name (RFC 9111, section 4.4),
 * and the groups that its Cache-Group-Invalidation names (RFC 9875, section 3).
 *
 * <p>The change is announced after the answer has been handed to the writer's sink, so that the
 * writer learns of its success before anyone learns of the change. An enclosed answer is handed on
 * when its content is complete.
 */
public final class UnsafeRequests implements ExchangeHandler {
  private final ChangeListener changes;
  private final BiPredicate<TargetUri, TargetUri> sameOriginServer;
  private final ExchangeHandler next;

  /**
   * @param sameOriginServer whether two targets are answered by the same origin server, whatever
   *     authority they name
   */
  public UnsafeRequests(
      ChangeListener changes,
      BiPredicate<TargetUri, TargetUri> sameOriginServer,
      ExchangeHandler next) {
    this.changes = changes;
    this.sameOriginServer = sameOriginServer;
    this.next = next;
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    next.handle(request, request.method().isSafe() ? sink : new WriteSink(request, sink));
  }

  /** Announces the change behind the answer. */
  private final class WriteSink extends ForwardingSink {
    private final Request request;

    WriteSink(Request request, ResponseSink sink) {
      super(sink);
      this.request = request;
      // A writer that leaves before its answer does not take the write back.
      sink.onAbandoned(() -> announce(request.target(), Change.Cause.UNSAFE_REQUEST));
    }

    @Override
    public void respond(Response response) {
      if (response.statusCode() >= 400) {
        super.respond(response);
      } else if (request.isEnclosed()) {
        super.respond(
            new Response(
                response.statusCode(),
                response.fields(),
                new EndWatchedContent(response.content(), () -> announce(response))));
      } else {
        super.respond(response);
        announce(response);
      }
    }

    private void announce(Response response) {
      boolean deletes = request.method().equals(Method.DELETE) && response.isSuccessful();
      int status = response.statusCode();
      Set<TargetUri> affected =
          AffectedTargets.of(request.method(), request.target(), status, response.fields());
      for (TargetUri target : affected) {
        announce(
            target,
            deletes && target.equals(request.target())
                ? Change.Cause.DELETION
                : Change.Cause.UNSAFE_REQUEST);
      }
      // RFC 9875, section 2.1: a group is of one origin.
      List<Extent> groups =
          CacheGroups.changedBy(request.method(), status, response.fields()).stream()
              .<Extent>map(group -> new Extent.InGroup(group, request.target()::isSameOrigin))
              .toList();
      if (!groups.isEmpty()) {
        changes.changed(new Change(groups, Change.Cause.GROUP));
      }
    }

    private void announce(TargetUri target, Change.Cause cause) {
      changes.changed(
          Change.of(target.pathAndQuery(), other -> sameOriginServer.test(target, other), cause));
    }
  }
}
