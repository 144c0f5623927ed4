/** How a state reaches a client: one small file per form. */
@NullMarked
package org.nativecomet.gateway.delivery;

import org.jspecify.annotations.NullMarked;
