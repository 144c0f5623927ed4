/**
 * Servers that are wrong on purpose: the proof that each case finds out what it is for.
 *
 * <p>{@link org.nativecomet.conformance.wrong.RightServer} is right; each {@link
 * org.nativecomet.conformance.wrong.Fault} makes it wrong in one respect.
 */
@NullMarked
package org.nativecomet.conformance.wrong;

import org.jspecify.annotations.NullMarked;
