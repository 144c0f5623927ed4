package org.nativecomet.gateway.change;

/**
 * Whom a change has reached.
 *
 * @param resources watched resources that the change concerns
 * @param subscribers their subscriptions
 * @param stored stored responses that were dropped
 */
public record Reach(int resources, int subscribers, int stored) {
  public static final Reach NOBODY = new Reach(0, 0, 0);

  /** Nobody but so many stored responses. */
  public static Reach ofStored(int stored) {
    return new Reach(0, 0, stored);
  }

  public Reach plus(Reach other) {
    return new Reach(
        resources + other.resources, subscribers + other.subscribers, stored + other.stored);
  }
}
