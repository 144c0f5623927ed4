/**
 * The gateway's jar under load, beside the servers that people use for the same: {@link
 * org.nativecomet.gateway.load.Load} is the program, one class a scenario. JDK only; it knows
 * nothing of the gateway but its command line and the protocol.
 */
@NullMarked
package org.nativecomet.gateway.load;

import org.jspecify.annotations.NullMarked;
