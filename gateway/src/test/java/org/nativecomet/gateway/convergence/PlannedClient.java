package org.nativecomet.gateway.convergence;

import java.util.List;

/**
 * A client, as a plan has it.
 *
 * @param user whose cookie its connection carries; {@link Stamp#ANYONE} for none
 * @param isCompressed whether it accepts gzip for a stream
 * @param receiveBuffer octets the kernel takes on its behalf; 0 for the usual
 */
record PlannedClient(
    String name,
    Form form,
    String user,
    List<Interest> interests,
    Resumption resumption,
    boolean isCompressed,
    int receiveBuffer) {
  /** How it subscribes. */
  enum Form {
    /** GET for one resource, answered by a stream. */
    STREAM,
    /** A request stream that carries subscriptions and writes. */
    COMET,
    /** One long poll after another. */
    LONG_POLL
  }

  /** How a client that has a representation with a tag says so. */
  enum Resumption {
    /** If-None-Match; the date beside it is now, which says nothing. */
    TAG_AND_NOW,
    /** If-None-Match; the date beside it is the epoch, which says nothing. */
    TAG_AND_EPOCH,
    /** When-None-Match alone. */
    WHEN_NONE_MATCH,
    /** It does not say so: everything is news. */
    FORGETFUL
  }

  /**
   * One subscription.
   *
   * @param resource its place in the plan
   * @param user with whose Authorization; {@link Stamp#ANYONE} for none
   * @param isNamed whether it has an Exchange-Id, where it is enclosed
   */
  record Interest(int resource, String user, String language, boolean isNamed) {}
}
