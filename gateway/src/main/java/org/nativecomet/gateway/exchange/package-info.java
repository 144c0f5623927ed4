/**
 * The ports that everything meets at: one request, one sink for the responses owed to it.
 *
 * <p>Read {@link org.nativecomet.gateway.exchange.ExchangeHandler}, {@link
 * org.nativecomet.gateway.exchange.Request} and {@link
 * org.nativecomet.gateway.exchange.ResponseSink} first, then {@link
 * org.nativecomet.gateway.exchange.Outlet} for exchanges that are held open. A stage of the gateway
 * implements {@code ExchangeHandler} and holds the next one; it never knows which stage that is.
 */
@NullMarked
package org.nativecomet.gateway.exchange;

import org.jspecify.annotations.NullMarked;
