package org.nativecomet.gateway.subscription;

import java.time.Instant;

/**
 * The origin's word about one subscriber.
 *
 * @param at when it was given
 * @param circle those who were shown the same
 */
record Clearance(Instant at, Circle circle) {}
