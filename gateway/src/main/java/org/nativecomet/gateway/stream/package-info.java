/**
 * One outer exchange whose content is message/http: which enclosed requests run, in what order, and
 * how their answers go back.
 *
 * <p>Read {@link org.nativecomet.gateway.stream.StreamHandler}, then {@code RequestStream}, the
 * life of one stream, and the rules it asks: {@code StreamNegotiation} (is this a stream), {@code
 * InnerRequestPolicy} (what may an enclosed request do), {@code ExchangeOrder} (who goes first),
 * {@link org.nativecomet.gateway.stream.Correlation} (which request does an answer belong to).
 *
 * <p>Nothing here knows of sockets, origins or what a subscription is about: a subscription is an
 * exchange that is held.
 */
@NullMarked
package org.nativecomet.gateway.stream;

import org.jspecify.annotations.NullMarked;
