package org.nativecomet.gateway.origin;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.gateway.http.TargetUri;

/**
 * Which origin each target goes to; the first route that matches decides.
 *
 * @param routes in the order of the configuration
 */
public record Routes(List<Route> routes) {
  public Routes {
    routes = List.copyOf(routes);
  }

  /** One origin for everything. */
  public static Routes to(URI origin) {
    return new Routes(List.of(Route.to(origin)));
  }

  /** The origin that answers for the target; empty where no route matches. */
  public Optional<URI> originOf(TargetUri target) {
    return routeOf(target).map(Route::origin);
  }

  /**
   * Whether both targets are answered by the same origin server, so that one of them may say
   * something about the other.
   */
  public boolean isSameOriginServer(TargetUri one, TargetUri other) {
    Optional<Route> route = routeOf(one);
    Optional<Route> otherRoute = routeOf(other);
    return route.isPresent()
        && otherRoute.isPresent()
        && route.get().origin().getScheme().equals(otherRoute.get().origin().getScheme())
        && route.get().authority().equals(otherRoute.get().authority());
  }

  /** The first route that matches the target. */
  public Optional<Route> routeOf(TargetUri target) {
    return routes.stream().filter(route -> route.matches(target)).findFirst();
  }

  /** Every origin once. */
  Set<URI> origins() {
    Set<URI> origins = new LinkedHashSet<>();
    routes.forEach(route -> origins.add(route.origin()));
    return origins;
  }
}
