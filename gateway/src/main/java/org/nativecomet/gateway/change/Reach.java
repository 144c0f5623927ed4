package org.nativecomet.gateway.change;

/**
 * Whom a change has reached.
 *
 * @param resources watched resources that the change concerns
 * @param subscribers their subscriptions
 */
public record Reach(int resources, int subscribers) {
  public static final Reach NOBODY = new Reach(0, 0);

  public Reach plus(Reach other) {
    return new Reach(resources + other.resources, subscribers + other.subscribers);
  }
}
