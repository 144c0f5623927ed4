package org.nativecomet.gateway.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.ChangeListener;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.change.Reach;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;

/**
 * The stage that answers PURGE, which cache servers take where their clients connect: every stored
 * response with that target is dropped and its subscribers are sent what is new. An asterisk at the
 * end of the target means everything that begins like it. PURGE never goes to an origin, which
 * might take the gateway for somebody it trusts.
 */
public final class PurgeHandler implements ExchangeHandler {
  static final Method PURGE = new Method("PURGE");

  private final Predicate<String> allowed;
  private final ChangeListener changes;
  private final BiPredicate<TargetUri, TargetUri> sameOriginServer;
  private final ExchangeHandler next;

  /**
   * @param allowed whether the client with this address may purge
   * @param sameOriginServer whether two targets are answered by the same origin server
   */
  public PurgeHandler(
      Predicate<String> allowed,
      ChangeListener changes,
      BiPredicate<TargetUri, TargetUri> sameOriginServer,
      ExchangeHandler next) {
    this.allowed = allowed;
    this.changes = changes;
    this.sameOriginServer = sameOriginServer;
    this.next = next;
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    if (!request.method().equals(PURGE)) {
      next.handle(request, sink);
      return;
    }
    request.content().discard();
    TargetUri target = request.target();
    if (mayPurge(request)) {
      purge(request, other -> sameOriginServer.test(target, other), changes, sink);
    } else {
      sink.respond(
          Failure.client(403, "PURGE is for the clients of changes.purge-from.").toResponse());
    }
  }

  /** A page's request may come from an allowed address, and names its origin. */
  private boolean mayPurge(Request request) {
    return !request.isEnclosed()
        && !request.fields().has("Origin")
        && allowed.test(request.client().address());
  }

  /** Purges and answers how much that was. */
  static void purge(
      Request request, Predicate<TargetUri> scope, ChangeListener changes, ResponseSink sink) {
    String target = request.target().pathAndQuery();
    boolean isPrefix = target.endsWith("*") && target.startsWith("/");
    Extent extent =
        isPrefix
            ? new Extent.StartingWith(target.substring(0, target.length() - 1), scope)
            : new Extent.OneTarget(target, scope);
    Reach reach = changes.changed(Change.of(extent, Change.Cause.PURGE));
    Map<String, Integer> page = new LinkedHashMap<>();
    page.put("stored", reach.stored());
    page.put("resources", reach.resources());
    page.put("subscribers", reach.subscribers());
    sink.respond(Answers.json(request, 200, Json.object(page)));
  }
}
