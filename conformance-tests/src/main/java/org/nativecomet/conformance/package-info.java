/**
 * Judges any server by the Native Comet specification, from its wire alone.
 *
 * <p>{@code cases} says what is tested, {@code suite} runs and judges it, {@code scene} is what a
 * case has to itself, {@code wire} and {@code origin} are the two sides of the server under test,
 * and {@code report} shows what came of it.
 */
@NullMarked
package org.nativecomet.conformance;

import org.jspecify.annotations.NullMarked;
