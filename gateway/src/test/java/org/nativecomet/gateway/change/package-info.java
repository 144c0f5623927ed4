/** Tests of what tells the hub that something may have changed. */
@NullMarked
package org.nativecomet.gateway.change;

import org.jspecify.annotations.NullMarked;
