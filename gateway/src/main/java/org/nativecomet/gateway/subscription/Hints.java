package org.nativecomet.gateway.subscription;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/**
 * Whether a change that one subscriber's poll has found is a change for the others of the resource
 * too. It mostly is: one representation, fetched for each. Where each user has one of their own, an
 * inbox, it is not, and asking everybody at once would cost much and bring nothing; then the others
 * are asked no faster than they are polled.
 *
 * <p>Threading: any thread.
 */
final class Hints {
  /** Answers that are remembered, and how many there must be before they are judged. */
  private static final int MEMORY = 64;

  private static final int ENOUGH = 16;

  /** One in so many is worth it. */
  private static final int WORTH = 10;

  @GuardedBy("this")
  private int followed;

  @GuardedBy("this")
  private int right;

  /** Whether they have been worth following at once. */
  synchronized boolean areGood() {
    return followed < ENOUGH || right * WORTH >= followed;
  }

  /** One was followed. */
  synchronized void followed(boolean changed) {
    if (followed >= MEMORY) {
      followed /= 2;
      right /= 2;
    }
    followed++;
    right += changed ? 1 : 0;
  }
}
