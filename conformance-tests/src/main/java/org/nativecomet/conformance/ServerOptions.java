package org.nativecomet.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nativecomet.conformance.origin.OriginServer;
import org.nativecomet.conformance.scene.Capability;
import org.nativecomet.conformance.scene.Declared;
import org.nativecomet.conformance.scene.Target;
import picocli.CommandLine.Option;

/** The options that say which server is judged, from which side, and what is known of it. */
final class ServerOptions {
  private static final Pattern HOST_AND_PORT = Pattern.compile("(.+):([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;

  @Option(names = "--target", paramLabel = "URL", description = "The server under test.")
  private @Nullable URI target;

  @Option(
      names = "--origin-listen",
      paramLabel = "HOST:PORT",
      description = "The server is a gateway; the suite plays its origin here.")
  private @Nullable String originListen;

  @Option(
      names = "--resource",
      paramLabel = "URL",
      description = "The server is an origin; the suite makes resources below this URL with PUT.")
  private @Nullable URI resource;

  @Option(
      names = "--publish",
      paramLabel = "URL",
      description = "Where the gateway takes notices of changes, one target a line.")
  private @Nullable URI publish;

  @Option(
      names = "--declare",
      paramLabel = "NAME=VALUE",
      description =
          "A declared value of the server, such as heartbeat=2s; see section 2.3 of the"
              + " specification.")
  private Map<String, String> declared = new LinkedHashMap<>();

  @Option(
      names = {"--with", "--capability"},
      paramLabel = "NAME",
      split = ",",
      description =
          "Something that the server offers, found by trying or not: stream, subscribe, long-poll,"
              + " cross-origin (assumed), cache, gzip, append, h2, tunnel (tried).")
  private List<String> with = List.of();

  @Option(
      names = "--without",
      paramLabel = "NAME",
      split = ",",
      description = "Something that the server does not offer: its cases do not apply.")
  private List<String> without = List.of();

  @Option(
      names = "--patience",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "Stretches every time that the suite waits. Default: ${DEFAULT-VALUE}.")
  private double patience;

  /** The suite's origin, listening; empty where the server is no gateway. */
  Optional<OriginServer> origin() {
    if (originListen == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OriginServer.listen(address(originListen)));
    } catch (IOException e) {
      throw new UsageException(
          "--origin-listen " + originListen + ": cannot listen there: " + e.getMessage());
    }
  }

  /**
   * The server, with what is known of it before anything is tried.
   *
   * @throws UsageException if the options make no sense
   */
  Target target() {
    URI base = base();
    boolean gateway = originListen != null;
    if (gateway == (resource != null)) {
      throw new UsageException("one of --origin-listen and --resource is needed, and not both");
    }
    if (publish != null && (!gateway || !isHttp(publish))) {
      throw new UsageException("--publish is the http URL at which a gateway takes notices");
    }
    if (!(patience > 0 && patience <= 1000)) {
      throw new UsageException("--patience is a factor above 0, such as 2");
    }
    try {
      Declared values = Declared.usual().with(declared);
      return new Target(
          base, resources(base), values, before(gateway), patience, Optional.ofNullable(publish));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--declare: " + e.getMessage());
    }
  }

  /** What the server offers, after what was found by trying. */
  Set<Capability> offered(Target known, Set<Capability> found) {
    Set<Capability> all = EnumSet.copyOf(known.capabilities());
    all.addAll(found);
    all.addAll(named("--with", with));
    all.removeAll(named("--without", without));
    return all;
  }

  /** What need not be tried, because the operator has said it. */
  Set<Capability> told() {
    Set<Capability> told = EnumSet.noneOf(Capability.class);
    told.addAll(named("--with", with));
    told.addAll(named("--without", without));
    return told;
  }

  private URI base() {
    if (target == null) {
      throw new UsageException(
          "--target URL is needed: the server under test, such as http://127.0.0.1:8080");
    }
    if (!isHttp(target) || !target.getRawPath().matches("/?")) {
      throw new UsageException(
          "--target " + target + ": not a URL such as http://127.0.0.1:8080, without a path");
    }
    return target;
  }

  private String resources(URI base) {
    if (resource == null) {
      return "";
    }
    String path = String.valueOf(resource.getRawPath());
    boolean elsewhere =
        resource.getRawAuthority() != null
            && !resource.getRawAuthority().equalsIgnoreCase(base.getRawAuthority());
    if (elsewhere || !path.matches("(/.*)?")) {
      throw new UsageException("--resource " + resource + ": not a URL of " + base);
    }
    return path.replaceFirst("/$", "");
  }

  private Set<Capability> before(boolean gateway) {
    Set<Capability> known = EnumSet.of(gateway ? Capability.GATEWAY : Capability.RESOURCE);
    for (Capability capability : Capability.values()) {
      if (capability.isAssumed()) {
        known.add(capability);
      }
    }
    if (publish != null) {
      known.add(Capability.PUBLISH);
    }
    return known;
  }

  private static Set<Capability> named(String option, List<String> names) {
    Set<Capability> named = EnumSet.noneOf(Capability.class);
    for (String name : names) {
      named.add(
          Capability.labelled(name)
              .filter(Capability::isDeclarable)
              .orElseThrow(
                  () ->
                      new UsageException(
                          option
                              + " "
                              + name
                              + ": there are "
                              + Capability.declarable().stream().map(Capability::label).toList())));
    }
    return named;
  }

  private static boolean isHttp(URI uri) {
    return uri.getHost() != null && String.valueOf(uri.getScheme()).matches("(?i)https?");
  }

  private static InetSocketAddress address(String text) {
    Matcher parts = HOST_AND_PORT.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > MAX_PORT) {
      throw new UsageException("--origin-listen " + text + ": not HOST:PORT");
    }
    return new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2)));
  }
}
