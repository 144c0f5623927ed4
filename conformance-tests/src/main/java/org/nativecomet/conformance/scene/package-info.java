/**
 * One case at work: its clients, its resources, what it expects.
 *
 * <p>Read {@link org.nativecomet.conformance.scene.Scene} first, then {@link
 * org.nativecomet.conformance.scene.StreamClient} and {@link
 * org.nativecomet.conformance.scene.Expect}.
 */
@NullMarked
package org.nativecomet.conformance.scene;

import org.jspecify.annotations.NullMarked;
