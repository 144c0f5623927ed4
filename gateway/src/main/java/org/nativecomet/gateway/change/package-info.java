/** What tells the hub that a resource may have changed: one small file per source. */
@NullMarked
package org.nativecomet.gateway.change;

import org.jspecify.annotations.NullMarked;
