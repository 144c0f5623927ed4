package org.nativecomet.conformance.suite;

import org.nativecomet.conformance.scene.Scene;

/**
 * One thing that a case does or expects.
 *
 * @param says what, for people
 * @param setup whether its failure says nothing about the requirement
 */
public record Step(String says, boolean setup, Action action) {
  /** What a step does. */
  @FunctionalInterface
  public interface Action {
    /**
     * Does it.
     *
     * @throws org.nativecomet.conformance.scene.Disagreement if the server does not play along
     */
    void perform(Scene scene) throws InterruptedException;
  }
}
