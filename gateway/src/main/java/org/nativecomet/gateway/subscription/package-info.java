/** Held answers: the first state through the next stage, then every later state, until it ends. */
@NullMarked
package org.nativecomet.gateway.subscription;

import org.jspecify.annotations.NullMarked;
