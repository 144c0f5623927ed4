/**
 * The origin that the suite plays behind a gateway: scripted by each case, and remembering what it
 * was asked.
 *
 * <p>Read {@link org.nativecomet.conformance.origin.OriginSpace} first: each case has one of its
 * own, so that cases run side by side.
 */
@NullMarked
package org.nativecomet.conformance.origin;

import org.jspecify.annotations.NullMarked;
