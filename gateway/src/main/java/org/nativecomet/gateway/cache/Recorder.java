package org.nativecomet.gateway.cache;

import java.time.Clock;
import java.time.Instant;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.WholeContent;
import org.nativecomet.gateway.http.Vary;
import org.nativecomet.gateway.http.VarySelection;

/** Puts what comes from the origin into the store, where that is allowed, as it passes by. */
final class Recorder {
  private final ResponseStore store;
  private final Clock clock;
  private final long largestContent;
  private final ReceivingRoom room;

  Recorder(CacheOptions options, ResponseStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.largestContent = options.largestContent();
    this.room = new ReceivingRoom(options.maxInProgress());
  }

  /** What to pass on of a response: the same, but storing itself once it has passed completely. */
  Response record(Fetch fetch, Response response) {
    StorageDecision decision = StoragePolicy.mayStore(fetch.request(), response, largestContent);
    if (isNewState(response.statusCode()) && !decision.isPersonal()) {
      fetch.selected().ifPresent(stored -> store.remove(fetch.target(), stored));
    }
    Content content = decision.mayStore() ? storing(fetch, response) : response.content();
    return new Response(
        response.statusCode(),
        CacheStatus.forwarded(response, fetch.reason(), decision.mayStore()),
        content);
  }

  /**
   * Keeps what a 304 has made of the stored response, unless its new fields are for one client only
   * or forbid to keep it.
   */
  void freshened(Fetch fetch, StoredResponse stored, StoredResponse updated) {
    Response response = new Response(updated.statusCode(), updated.fields(), updated.content());
    StorageDecision decision = StoragePolicy.mayStore(fetch.request(), response, largestContent);
    if (decision.mayStore()) {
      store.replace(fetch.target(), stored, updated);
    } else if (!decision.isPersonal() || decision == StorageDecision.PRIVATE) {
      store.remove(fetch.target(), stored);
    }
  }

  /** Whether an answer with this status says that what was stored before is not the state now. */
  private static boolean isNewState(int statusCode) {
    return switch (statusCode) {
      case 206, 304 -> false;
      case 404, 410 -> true;
      default -> statusCode < 400;
    };
  }

  private Content storing(Fetch fetch, Response response) {
    Instant responseTime = clock.instant();
    if (response.content() instanceof WholeContent whole) {
      store(fetch, response, responseTime, whole);
      return whole;
    }
    return new TeedContent(
        response.content(),
        new KeptOctets(largestContent, room),
        octets -> store(fetch, response, responseTime, Content.of(octets)));
  }

  private void store(Fetch fetch, Response response, Instant responseTime, Content content) {
    VarySelection selection =
        Vary.of(response.fields()).select(fetch.request().fields()).orElseThrow();
    StoredResponse stored =
        StoredResponse.of(
            response.statusCode(),
            response.fields(),
            content,
            selection,
            fetch.requestTime(),
            responseTime);
    store.put(fetch.target(), stored, fetch.generation());
  }
}
