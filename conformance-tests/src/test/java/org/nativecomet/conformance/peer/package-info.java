/** The suite against servers that know nothing of the protocol. */
@NullMarked
package org.nativecomet.conformance.peer;

import org.jspecify.annotations.NullMarked;
