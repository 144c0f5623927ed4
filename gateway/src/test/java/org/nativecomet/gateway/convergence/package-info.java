/**
 * The proof that nothing is lost: plans of trouble made from a seed, carried out by a real origin,
 * a real gateway and clients on real sockets, and judged by what each client was sent.
 *
 * <p>Read {@link org.nativecomet.gateway.convergence.Plan}, {@link
 * org.nativecomet.gateway.convergence.Motifs} and {@link org.nativecomet.gateway.convergence.Held},
 * in this order.
 */
@NullMarked
package org.nativecomet.gateway.convergence;

import org.jspecify.annotations.NullMarked;
