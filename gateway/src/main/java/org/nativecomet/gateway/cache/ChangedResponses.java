package org.nativecomet.gateway.cache;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.Published;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.Vary;
import org.nativecomet.gateway.http.VarySelection;

/**
 * Removes from the store what changes make invalid, and stores the new response that comes along.
 */
final class ChangedResponses {
  /** Who asked for a response that nobody asked for. */
  private static final Client NOBODY = new Client("", "1.1");

  private final RouteRules rules;
  private final ResponseStore store;
  private final Clock clock;
  private final long largestContent;

  ChangedResponses(CacheOptions options, RouteRules rules, ResponseStore store, Clock clock) {
    this.rules = rules;
    this.store = store;
    this.clock = clock;
    this.largestContent = options.largestContent();
  }

  /** How many stored responses were removed. */
  int changed(Change change) {
    Set<TargetUri> targets = new LinkedHashSet<>();
    if (change.published().isPresent()) {
      change.extents().forEach(extent -> targets.addAll(store.targets(extent)));
      change.published().flatMap(Published::target).ifPresent(targets::add);
    }
    int removed = change.extents().stream().mapToInt(store::invalidate).sum();
    change.published().ifPresent(published -> targets.forEach(each -> put(each, published)));
    return removed;
  }

  /** Stores it where a response of the origin to the same request would be. */
  private void put(TargetUri target, Published published) {
    Request request =
        new Request(
            Method.GET, target, published.request(), Content.empty(), NOBODY, Optional.empty());
    Optional<VarySelection> selection =
        Vary.of(published.response().fields()).select(published.request());
    Response response = published.response();
    Fields governing = rules.governing(target, response.statusCode(), response.fields());
    boolean mayStore =
        StoragePolicy.mayStore(
                request.withFields(rules.identifying(target, published.request())),
                response.withFields(WithheldFields.of(governing).governing()),
                largestContent)
            .mayStore();
    if (!mayStore || selection.isEmpty() || rules.bypasses(target)) {
      return;
    }
    Instant now = clock.instant();
    StoredResponse stored =
        StoredResponse.of(
                response.statusCode(),
                response.fields(),
                response.content(),
                selection.get(),
                now,
                now)
            .governedBy(governing);
    store.put(target, stored, store.generation(target));
  }
}
