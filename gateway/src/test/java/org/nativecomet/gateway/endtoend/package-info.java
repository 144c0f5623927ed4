/** The whole gateway on real sockets, before origins that know nothing of it. */
@NullMarked
package org.nativecomet.gateway.endtoend;

import org.jspecify.annotations.NullMarked;
