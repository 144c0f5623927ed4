/** What the cache does, stage by stage, before an origin that tests script. */
@NullMarked
package org.nativecomet.gateway.cache;

import org.jspecify.annotations.NullMarked;
