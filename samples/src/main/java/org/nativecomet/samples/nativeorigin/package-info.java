/**
 * An origin server that speaks Native Comet itself: a store in memory whose every resource is live.
 *
 * <p>Written from the specification, with the JDK and nothing else, to be read. Three types say how
 * it works: {@link org.nativecomet.samples.nativeorigin.Connection}, a client's requests in turn;
 * {@link org.nativecomet.samples.nativeorigin.Stream}, an outer exchange that carries many; {@link
 * org.nativecomet.samples.nativeorigin.Resources}, what is served and who is told when it changes.
 * {@code samples/docs/native-origin.md} is the tour.
 *
 * <p>Octets are kept as text in which every character is one octet (ISO 8859-1): such text is
 * immutable, can be compared and cut, and is as small as an array.
 */
@NullMarked
package org.nativecomet.samples.nativeorigin;

import org.jspecify.annotations.NullMarked;
