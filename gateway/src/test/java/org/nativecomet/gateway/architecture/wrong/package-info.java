/** A little gateway with every fault that the architecture's rules know, to see them found. */
@NullMarked
package org.nativecomet.gateway.architecture.wrong;

import org.jspecify.annotations.NullMarked;
