package org.nativecomet.conformance.scene;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The server under test and what is known of it.
 *
 * @param base its scheme and authority
 * @param resources where resources of the suite's own go: a path without a slash at the end, empty
 *     for a gateway
 * @param patience factor for all waiting
 * @param publish where the server takes notices of changes, if it does
 */
public record Target(
    URI base,
    String resources,
    Declared declared,
    Set<Capability> capabilities,
    double patience,
    Optional<URI> publish) {
  private static final Duration WITHIN = Duration.ofMillis(2500);
  private static final Duration QUIET = Duration.ofMillis(400);

  public Target {
    capabilities = Set.copyOf(capabilities);
  }

  public boolean can(Capability capability) {
    return capabilities.contains(capability);
  }

  public Target withCapabilities(Set<Capability> others) {
    return new Target(base, resources, declared, others, patience, publish);
  }

  /** The time in which what ought to happen must happen. */
  public Duration within() {
    return scaled(WITHIN);
  }

  /** The same where the server has a great deal to read or to send first. */
  public Duration withinForMuch() {
    return within().multipliedBy(3);
  }

  /** The time for which what must not happen is watched for. */
  public Duration quiet() {
    return scaled(QUIET);
  }

  /** The time in which a change behind the server must be noticed. */
  public Duration detection() {
    return declared.duration("detection").plus(scaled(Duration.ofSeconds(1)));
  }

  /** A duration stretched by patience. */
  public Duration scaled(Duration duration) {
    return Duration.ofNanos((long) (duration.toNanos() * patience));
  }

  public boolean isSecure() {
    return isSecure(base);
  }

  public InetSocketAddress address() {
    return address(base);
  }

  static boolean isSecure(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  static InetSocketAddress address(URI uri) {
    int port = uri.getPort() >= 0 ? uri.getPort() : isSecure(uri) ? 443 : 80;
    return new InetSocketAddress(uri.getHost(), port);
  }

  /** What the Host field says. */
  public String authority() {
    return base.getAuthority();
  }
}
