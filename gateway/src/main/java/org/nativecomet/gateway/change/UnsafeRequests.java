package org.nativecomet.gateway.change;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
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
 * the groups that its Cache-Group-Invalidation names (RFC 9875, section 3), and what the rules of
 * the configuration say.
 *
 * <p>What is stored is dropped before the writer has the answer, so that whoever acts on it is not
 * shown the state from before. The change is announced after the answer has been handed to the
 * writer's sink, so that the writer learns of its success before anyone learns of the change. An
 * enclosed answer is handed on when its content is complete.
 *
 * <p>Where the answer was lost on the way ({@link LostAnswer}) subscribers alone are asked for:
 * what they are shown is to be what the origin has, and what is stored may be needed if it has
 * failed.
 */
public final class UnsafeRequests implements ExchangeHandler {
  private final ChangeListener stored;
  private final ChangeListener changes;
  private final ChangeListener subscriptions;
  private final List<ChangeRule> rules;
  private final BiPredicate<TargetUri, TargetUri> sameOriginServer;
  private final ExchangeHandler next;

  /**
   * @param stored told by rules alone before the writer is answered
   * @param changes told of everything after that
   * @param subscriptions told instead where nobody knows whether the write was done
   * @param sameOriginServer whether two targets are answered by the same origin server, whatever
   *     authority they name
   */
  public UnsafeRequests(
      ChangeListener stored,
      ChangeListener changes,
      ChangeListener subscriptions,
      List<ChangeRule> rules,
      BiPredicate<TargetUri, TargetUri> sameOriginServer,
      ExchangeHandler next) {
    this.stored = stored;
    this.changes = changes;
    this.subscriptions = subscriptions;
    this.rules = List.copyOf(rules);
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
      sink.onAbandoned(() -> announceUnanswered(changes));
    }

    @Override
    public void respond(Response response) {
      if (response.statusCode() < 400) {
        byRules(Set.of()).ifPresent(stored::changed);
        respond(response, () -> announce(response));
      } else if (LostAnswer.isIn(response)) {
        respond(response, () -> announceUnanswered(subscriptions));
      } else {
        super.respond(response);
      }
    }

    private void respond(Response response, Runnable announcement) {
      if (request.isEnclosed()) {
        super.respond(
            new Response(
                response.statusCode(),
                response.fields(),
                new EndWatchedContent(response.content(), announcement)));
      } else {
        super.respond(response);
        announcement.run();
      }
    }

    private void announceUnanswered(ChangeListener told) {
      told.changed(change(request.target(), Change.Cause.UNSAFE_REQUEST));
      byRules(Set.of(request.target().pathAndQuery())).ifPresent(told::changed);
    }

    private void announce(Response response) {
      boolean deletes = request.method().equals(Method.DELETE) && response.isSuccessful();
      Set<TargetUri> affected =
          AffectedTargets.of(
              request.method(), request.target(), response.statusCode(), response.fields());
      Set<String> told = new HashSet<>();
      for (TargetUri target : affected) {
        told.add(target.pathAndQuery());
        boolean isDeleted = deletes && target.equals(request.target());
        changes.changed(
            change(target, isDeleted ? Change.Cause.DELETION : Change.Cause.UNSAFE_REQUEST));
      }
      byGroups(response, told).ifPresent(changes::changed);
      byRules(told).ifPresent(changes::changed);
    }

    private Change change(TargetUri target, Change.Cause cause) {
      return Change.of(target.pathAndQuery(), other -> sameOriginServer.test(target, other), cause);
    }

    /**
     * What the answer says of groups; RFC 9875, section 2.1: a group is of one origin.
     *
     * @param told paths that need not be told of again
     */
    private Optional<Change> byGroups(Response response, Set<String> told) {
      Predicate<TargetUri> scope =
          other -> request.target().isSameOrigin(other) && !told.contains(other.pathAndQuery());
      return changeOf(
          CacheGroups.changedBy(request.method(), response.statusCode(), response.fields()).stream()
              .<Extent>map(group -> new Extent.InGroup(group, scope))
              .toList(),
          Change.Cause.GROUP);
    }

    private Optional<Change> byRules(Set<String> told) {
      Predicate<TargetUri> scope =
          other ->
              sameOriginServer.test(request.target(), other)
                  && !told.contains(other.pathAndQuery());
      return changeOf(
          rules.stream()
              .map(rule -> rule.extentsOf(request.method(), request.target(), scope))
              .flatMap(List::stream)
              .toList(),
          Change.Cause.RULE);
    }

    private static Optional<Change> changeOf(List<Extent> extents, Change.Cause cause) {
      return extents.isEmpty() ? Optional.empty() : Optional.of(new Change(extents, cause));
    }
  }
}
