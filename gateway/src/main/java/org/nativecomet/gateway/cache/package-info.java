/**
 * Stored answers: reuse, validate, or pass to the next stage (RFC 9111). The only package that sees
 * Caffeine.
 */
@NullMarked
package org.nativecomet.gateway.cache;

import org.jspecify.annotations.NullMarked;
