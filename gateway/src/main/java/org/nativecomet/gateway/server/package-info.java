/** Connections to outer exchanges, and back. The only package that sees Undertow. */
@NullMarked
package org.nativecomet.gateway.server;

import org.jspecify.annotations.NullMarked;
