package org.nativecomet.gateway.change;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.ForwardingSink;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Authority;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;

/**
 * The change source that costs nothing: an unsafe request that is seen to succeed may have changed
 * its target, and what the Location and Content-Location of the answer name (RFC 9111, section
 * 4.4).
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
      Change.Cause cause =
          request.method().equals(Method.DELETE) && response.isSuccessful()
              ? Change.Cause.DELETION
              : Change.Cause.UNSAFE_REQUEST;
      announce(request.target(), cause);
      for (TargetUri named : namedBy(request.target(), response)) {
        if (!named.equals(request.target())) {
          announce(named, Change.Cause.UNSAFE_REQUEST);
        }
      }
    }

    private void announce(TargetUri target, Change.Cause cause) {
      changes.changed(
          new Change(target.pathAndQuery(), other -> sameOriginServer.test(target, other), cause));
    }
  }

  /** What Location and Content-Location name, where it is of the same origin as the target. */
  static List<TargetUri> namedBy(TargetUri target, Response response) {
    List<TargetUri> named = new ArrayList<>(2);
    for (String field : List.of("Location", "Content-Location")) {
      response.fields().first(field).flatMap(value -> resolve(target, value)).ifPresent(named::add);
    }
    return named;
  }

  private static Optional<TargetUri> resolve(TargetUri target, String reference) {
    try {
      URI uri = URI.create(target.toString()).resolve(reference);
      String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      boolean sameOrigin =
          target.scheme().equalsIgnoreCase(uri.getScheme())
              && uri.getRawAuthority() != null
              && Authority.normalize(target.scheme(), uri.getRawAuthority())
                  .filter(target.authority()::equals)
                  .isPresent();
      return sameOrigin ? Optional.of(target.at(path + query)) : Optional.empty();
    } catch (IllegalArgumentException notAReference) {
      return Optional.empty();
    }
  }
}
