/**
 * What the operator talks to: notices of changes in, health and metrics out.
 *
 * <p>Read {@link org.nativecomet.gateway.admin.AdminHandler} first: it refuses what a web page
 * could have sent and passes the rest to {@link org.nativecomet.gateway.admin.NoticeHandler},
 * {@link org.nativecomet.gateway.admin.HealthHandler} and the metrics. Built on the ports of {@code
 * exchange}; knows no listener and no stage.
 */
@NullMarked
package org.nativecomet.gateway.admin;

import org.jspecify.annotations.NullMarked;
