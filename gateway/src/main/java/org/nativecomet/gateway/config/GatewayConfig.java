package org.nativecomet.gateway.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Every option of the gateway, checked: one component for each entry of {@code gateway.yaml}, where
 * what each means is written.
 *
 * @param routes not empty; the first that matches a request decides
 */
public record GatewayConfig(
    Address listen,
    Address admin,
    Optional<AdminToken> adminToken,
    Optional<TlsSection> tls,
    List<RouteSection> routes,
    OriginsSection origins,
    ConnectionsSection connections,
    StreamSection stream,
    SubscriptionsSection subscriptions,
    PollingSection polling,
    ChangesSection changes,
    CacheSection cache,
    LogSection log,
    ShutdownSection shutdown) {

  public GatewayConfig {
    routes = List.copyOf(routes);
  }

  static GatewayConfig read(OptionReader options) throws ConfigException {
    Address listen = options.address("listen");
    Address admin = options.address("admin");
    if (listen.equals(admin) && listen.port() != 0) {
      throw options.conflict("admin", "is the same address as", "listen");
    }
    CacheSection cache = options.section("cache", CacheSection::read);
    return new GatewayConfig(
        listen,
        admin,
        readAdminToken(options, admin),
        options.optionalSection("tls", TlsSection::read),
        readRoutes(options, cache.caching()),
        options.section("origins", OriginsSection::read),
        options.section("connections", ConnectionsSection::read),
        options.section("stream", StreamSection::read),
        options.section("subscriptions", SubscriptionsSection::read),
        options.section("polling", PollingSection::read),
        options.section("changes", ChangesSection::read),
        cache,
        options.section("log", LogSection::read),
        options.section("shutdown", ShutdownSection::read));
  }

  private static Optional<AdminToken> readAdminToken(OptionReader options, Address admin)
      throws ConfigException {
    Optional<AdminToken> token =
        options.optionalSecret("admin-token", AdminToken.EXPECTED, AdminToken::parse);
    Optional<AdminToken> fromFile =
        options.optional(
            "admin-token-file",
            "a file that can be read and holds " + AdminToken.EXPECTED,
            AdminToken::readFrom);
    if (token.isPresent() && fromFile.isPresent()) {
      throw options.conflict("admin-token", "cannot be given together with", "admin-token-file");
    }
    if (token.isEmpty() && fromFile.isEmpty() && !admin.isLoopback()) {
      throw options.conflict(
          "admin",
          "is an address that other machines may reach, which needs",
          "admin-token or admin-token-file");
    }
    return token.or(() -> fromFile);
  }

  private static List<RouteSection> readRoutes(OptionReader options, RouteCachingSection caching)
      throws ConfigException {
    Optional<URI> origin =
        options.optional("origin", OptionReader.ORIGIN_EXPECTED, OriginUri::parse);
    List<RouteSection> routes =
        options.optionalSections("routes", section -> RouteSection.read(section, caching));
    if (origin.isPresent() && options.has("routes")) {
      throw options.conflict("origin", "cannot be given together with", "routes");
    }
    if (origin.isPresent()) {
      return List.of(RouteSection.everythingTo(origin.get(), caching));
    }
    return routes;
  }
}
