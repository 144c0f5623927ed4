/**
 * What the gateway tells its operator: events as logs and metrics.
 *
 * <p>Stages know {@link org.nativecomet.gateway.observe.GatewayEvents} only. {@link
 * org.nativecomet.gateway.observe.MetricsEvents} counts what it is told, {@link
 * org.nativecomet.gateway.observe.ExchangeLog} and {@link
 * org.nativecomet.gateway.observe.TroubleLog} write it down. The only package that sees a logger or
 * a meter.
 */
@NullMarked
package org.nativecomet.gateway.observe;

import org.jspecify.annotations.NullMarked;
