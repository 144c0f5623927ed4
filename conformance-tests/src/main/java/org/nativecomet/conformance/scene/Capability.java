package org.nativecomet.conformance.scene;

import java.util.Locale;

/** What a server may or may not offer; a case that needs what is not there does not apply. */
public enum Capability {
  /** Answers in front of an origin that the suite plays. */
  GATEWAY(false),
  /** Is the origin itself; the suite writes with PUT and DELETE. */
  RESOURCE(false),
  /** Accepts request streams at its endpoint. */
  STREAM(true),
  /** Holds subscriptions that were asked for by GET. */
  SUBSCRIBE(true),
  /** Answers long polls. */
  LONG_POLL(true),
  /** Reuses stored responses. */
  CACHE(false),
  /** Compresses response streams. */
  GZIP(false),
  /** Sends parts of resources that grow. */
  APPEND(false),
  /** Speaks HTTP/2 in cleartext with prior knowledge. */
  H2(false),
  /** Offers the tunnel for browsers. */
  TUNNEL(false),
  /** Allows enclosed requests with an Origin of another site; needs {@link #GATEWAY}. */
  CROSS_ORIGIN(true);

  private final boolean assumed;

  Capability(boolean assumed) {
    this.assumed = assumed;
  }

  /** Whether a server has it unless the operator says otherwise: the core of the protocol. */
  public boolean isAssumed() {
    return assumed;
  }

  /** As on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
