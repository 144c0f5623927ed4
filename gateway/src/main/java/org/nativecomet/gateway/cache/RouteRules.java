package org.nativecomet.gateway.cache;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.nativecomet.gateway.http.CachingRules;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.IgnoredQuery;
import org.nativecomet.gateway.http.TargetUri;

/** The targeted fields that this gateway reads, and what its operator says for each route. */
public final class RouteRules implements CachingRules {
  /** Targeted fields as a cache in front of origins reads them, and nothing else. */
  public static final RouteRules DEFAULT =
      new RouteRules(TargetList.DEFAULT.names(), List.of(), target -> RouteCaching.DEFAULT);

  private final TargetList targets;
  private final Function<TargetUri, RouteCaching> routes;
  private final Set<IgnoredQuery> ignoredQueries = new LinkedHashSet<>();

  /**
   * Rules for these routes.
   *
   * @param targetedFields names, from the most applicable to the least
   * @param all what may be said for any target
   * @param routes what is said for a target
   */
  public RouteRules(
      List<String> targetedFields,
      List<RouteCaching> all,
      Function<TargetUri, RouteCaching> routes) {
    this.targets = new TargetList(targetedFields);
    this.routes = routes;
    all.forEach(route -> ignoredQueries.add(route.ignoredQuery()));
  }

  /** Whether the store has no part in requests for this target. */
  boolean bypasses(TargetUri target) {
    return routes.apply(target).bypass();
  }

  @Override
  public Fields governing(TargetUri target, int statusCode, Fields response) {
    Fields targeted =
        targets
            .directives(response)
            .map(
                directives ->
                    response
                        .without(List.of("Cache-Control", "Expires"))
                        .plus("Cache-Control", directives.toString()))
            .orElse(response);
    RouteCaching route = routes.apply(target);
    Fields ruled = route.freshness().apply(statusCode, targeted);
    return route.publicCookies() ? ruled.without("Set-Cookie") : ruled;
  }

  @Override
  public Fields identifying(TargetUri target, Fields request) {
    return routes.apply(target).publicCookies() ? request.without("Cookie") : request;
  }

  @Override
  public TargetUri keyOf(TargetUri target) {
    return routes.apply(target).ignoredQuery().strip(target);
  }

  @Override
  public List<String> keysOf(String pathAndQuery) {
    Set<String> keys = new LinkedHashSet<>(Set.of(pathAndQuery));
    ignoredQueries.forEach(ignored -> keys.add(ignored.strip(pathAndQuery)));
    return List.copyOf(keys);
  }
}
