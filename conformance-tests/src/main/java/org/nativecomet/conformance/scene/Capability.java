package org.nativecomet.conformance.scene;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a server may or may not offer; a case that needs what is not there does not apply. */
public enum Capability {
  /** Answers in front of an origin that the suite plays. */
  GATEWAY(Source.SIDE),
  /** Is the origin itself; the suite writes with PUT and DELETE. */
  RESOURCE(Source.SIDE),
  /** Accepts request streams at its endpoint. */
  STREAM(Source.CORE),
  /** Holds subscriptions that were asked for by GET. */
  SUBSCRIBE(Source.CORE),
  /** Answers long polls. */
  LONG_POLL(Source.CORE),
  /** Reuses stored responses. */
  CACHE(Source.PROBE),
  /** Compresses response streams. */
  GZIP(Source.PROBE),
  /** Sends parts of resources that grow. */
  APPEND(Source.PROBE),
  /** Speaks HTTP/2: by ALPN with TLS, with prior knowledge without. */
  H2(Source.PROBE),
  /** Offers the tunnel for browsers. */
  TUNNEL(Source.PROBE),
  /** Takes notices of changes at an address that the suite is told. */
  PUBLISH(Source.ADDRESS),
  /** Allows enclosed requests with an Origin of another site. */
  CROSS_ORIGIN(Source.CORE);

  /** How the suite knows. */
  private enum Source {
    /** From which side the server is judged. */
    SIDE,
    /** Every server has it unless the operator says otherwise: the core of the protocol. */
    CORE,
    /** By trying. */
    PROBE,
    /** From an option that says where. */
    ADDRESS
  }

  private final Source source;

  Capability(Source source) {
    this.source = source;
  }

  /** Whether a server has it unless the operator says otherwise. */
  public boolean isAssumed() {
    return source == Source.CORE;
  }

  /** Whether the operator can say that a server has it, without saying more. */
  public boolean isDeclarable() {
    return source == Source.CORE || source == Source.PROBE;
  }

  /** As on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one with this label. */
  public static Optional<Capability> labelled(String label) {
    return Arrays.stream(values()).filter(c -> c.label().equals(label)).findFirst();
  }

  /** Those that the operator can declare. */
  public static List<Capability> declarable() {
    return Arrays.stream(values()).filter(Capability::isDeclarable).toList();
  }
}
