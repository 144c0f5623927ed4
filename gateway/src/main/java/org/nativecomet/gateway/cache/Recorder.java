package org.nativecomet.gateway.cache;

import java.time.Clock;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.WholeContent;
import org.nativecomet.gateway.http.CachingRules;
import org.nativecomet.gateway.http.ContentRange;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.Vary;
import org.nativecomet.gateway.http.VarySelection;

/** Puts what comes from the origin into the store, where that is allowed, as it passes by. */
final class Recorder {
  private final ResponseStore store;
  private final CachingRules rules;
  private final Clock clock;
  private final long largestContent;
  private final ReceivingRoom room;

  Recorder(CacheOptions options, CachingRules rules, ResponseStore store, Clock clock) {
    this.store = store;
    this.rules = rules;
    this.clock = clock;
    this.largestContent = options.largestContent();
    this.room = new ReceivingRoom(options.maxInProgress());
  }

  /**
   * What follows from a response that is passed on: it is stored, once it is complete.
   *
   * @param receivedStatus the status code that the origin sent, where that was for a part of this
   * @param whenEnded runs once content that is still arriving can be joined no more
   */
  Receipt record(Fetch fetch, Response response, int receivedStatus, Runnable whenEnded) {
    StorageDecision decision = mayStore(fetch, fetch.request(), response);
    Optional<ContentRange> part =
        PartialStorage.storable(fetch.request(), response)
            .filter(any -> mayStore(fetch, fetch.request(), asWhole(response)).mayStore());
    if (fetch.request().method().equals(Method.HEAD) && response.statusCode() == 200) {
      compareWithHead(fetch, response.fields());
    } else if (isNewState(receivedStatus) && !decision.isPersonal()) {
      forget(fetch);
    }
    Optional<Arrival> arrival =
        decision.mayStore() || part.isPresent()
            ? Optional.of(store(fetch, response, part, whenEnded))
            : Optional.empty();
    Response received = new Response(receivedStatus, response.fields(), response.content());
    Fields fields =
        CacheStatus.forwarded(
            received, fetch, arrival.map(Arrival::response), decision, clock.instant());
    return new Receipt(
        received, Optional.of(response.withFields(fields)), arrival, Optional.empty());
  }

  /** Removes what the request selects: it is not the state any more. */
  void forget(Fetch fetch) {
    fetch.selected().ifPresent(stored -> store.remove(fetch.target(), stored));
  }

  /**
   * Keeps what a 304 has made of the stored response, unless its new fields are for one client only
   * or forbid to keep it.
   *
   * @return as it is kept, so that others may have it too; empty where it is not
   */
  Optional<StoredResponse> freshened(Fetch fetch, StoredResponse stored, StoredResponse updated) {
    Response response = new Response(updated.statusCode(), updated.fields(), updated.content());
    StorageDecision decision = mayStore(fetch, fetch.request().withMethod(Method.GET), response);
    if (decision.mayStore()) {
      StoredResponse kept = updated.governedBy(governing(fetch, response)).withoutCookies();
      store.replace(fetch.target(), stored, kept, fetch.generation());
      return Optional.of(kept);
    }
    if (!decision.isPersonal() || decision == StorageDecision.PRIVATE) {
      store.remove(fetch.target(), stored);
    }
    return Optional.empty();
  }

  /** The fields of a response with what governs its caching, which may be more than they say. */
  Fields governing(Fetch fetch, Response response) {
    return rules.governing(fetch.target(), response.statusCode(), response.fields());
  }

  private StorageDecision mayStore(Fetch fetch, Request request, Response response) {
    return StoragePolicy.mayStore(
        request.withFields(rules.identifying(fetch.target(), request.fields())),
        response.withFields(WithheldFields.of(governing(fetch, response)).governing()),
        largestContent);
  }

  /** Whether an answer with this status says that what was stored before is not the state now. */
  private static boolean isNewState(int statusCode) {
    return switch (statusCode) {
      case 206, 304 -> false;
      case 404, 410 -> true;
      default -> statusCode < 400;
    };
  }

  /**
   * Updates what is stored by what a response to HEAD says of it, or removes it where it is of
   * something else (RFC 9111, section 4.3.5).
   */
  private void compareWithHead(Fetch fetch, Fields head) {
    for (StoredResponse stored : store.find(fetch.target()).newestFirst()) {
      boolean isChosen = stored.selection().matches(fetch.request().fields());
      if (isChosen && Validation.isSameByHead(stored, head)) {
        freshened(fetch, stored, Validation.freshenByHead(stored, fetch, head, clock.instant()));
      } else if (isChosen && !isPersonal(fetch, head)) {
        store.remove(fetch.target(), stored);
      }
    }
  }

  private boolean isPersonal(Fetch fetch, Fields head) {
    Response asIfGet = new Response(200, head, Content.empty());
    return mayStore(fetch, fetch.request().withMethod(Method.GET), asIfGet).isPersonal();
  }

  /** The 200 that a 206 stands for a part of. */
  private static Response asWhole(Response partial) {
    return new Response(200, partial.fields().without("Content-Range"), partial.content());
  }

  private Arrival store(
      Fetch fetch, Response response, Optional<ContentRange> part, Runnable whenEnded) {
    VarySelection selection =
        Vary.of(response.fields()).select(fetch.request().fields()).orElseThrow();
    Response whole = part.isPresent() ? asWhole(response) : response;
    StoredResponse stored =
        StoredResponse.of(
                whole.statusCode(),
                whole.fields(),
                response.content(),
                selection,
                fetch.requestTime(),
                clock.instant())
            .governedBy(governing(fetch, whole))
            .withContent(response.content(), part);
    if (response.content() instanceof WholeContent) {
      store.put(fetch.target(), stored.withoutCookies(), fetch.generation());
      return Arrival.complete(stored);
    }
    KeptPieces pieces = new KeptPieces(largestContent, room);
    Arriving listener = new Arriving(fetch, stored, whenEnded);
    return new Arrival(
        stored, Optional.of(new ArrivingContent(response.content(), pieces, listener)));
  }

  /** Stores a response when its content is complete. */
  private final class Arriving implements ArrivingContent.Listener {
    private final Fetch fetch;
    private final StoredResponse head;
    private final Runnable whenEnded;

    Arriving(Fetch fetch, StoredResponse head, Runnable whenEnded) {
      this.fetch = fetch;
      this.head = head;
      this.whenEnded = whenEnded;
    }

    @Override
    public void complete(byte[] octets) {
      long expected = head.part().map(part -> part.range().length()).orElse((long) octets.length);
      if (octets.length == expected) {
        put(octets, head.part());
      }
    }

    @Override
    public void brokenOff(byte[] octets) {
      PartialStorage.ofBroken(head, octets.length)
          .ifPresent(part -> put(octets, Optional.of(part)));
    }

    private void put(byte[] octets, Optional<ContentRange> part) {
      StoredResponse stored = head.withContent(Content.of(octets), part);
      store.put(fetch.target(), stored.withoutCookies(), fetch.generation());
    }

    @Override
    public void ended() {
      whenEnded.run();
    }
  }
}
