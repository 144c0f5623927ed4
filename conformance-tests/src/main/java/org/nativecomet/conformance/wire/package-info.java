/**
 * The suite's own reading of the wire: raw sockets, strict parsers, a transcript.
 *
 * <p>Read {@link org.nativecomet.conformance.wire.Connection} first, then {@link
 * org.nativecomet.conformance.wire.ResponseStream}. Everything pulls octets from an {@link
 * org.nativecomet.conformance.wire.Incoming} under a {@link
 * org.nativecomet.conformance.wire.Deadline}. Nothing here shares code with a server that could be
 * judged.
 */
@NullMarked
package org.nativecomet.conformance.wire;

import org.jspecify.annotations.NullMarked;
