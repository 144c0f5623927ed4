/** What the gateway tells its operator: events as logs and metrics. */
@NullMarked
package org.nativecomet.gateway.observe;

import org.jspecify.annotations.NullMarked;
