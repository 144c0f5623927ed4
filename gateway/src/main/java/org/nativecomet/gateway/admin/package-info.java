/**
 * What the operator talks to: notices of changes in, stored responses, health and metrics out.
 *
 * <p>Read {@link org.nativecomet.gateway.admin.AdminHandler} first: it refuses what a web page
 * could have sent, or lacks the token, and passes the rest to {@link
 * org.nativecomet.gateway.admin.NoticeHandler}, {@link
 * org.nativecomet.gateway.admin.StoredResponses}, {@link
 * org.nativecomet.gateway.admin.HealthHandler} and the metrics. {@link
 * org.nativecomet.gateway.admin.PurgeHandler} stands among the stages for clients too. Knows no
 * listener and no other stage.
 */
@NullMarked
package org.nativecomet.gateway.admin;

import org.jspecify.annotations.NullMarked;
