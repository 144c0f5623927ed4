/**
 * Bytes to enclosed requests, enclosed responses to bytes (RFC 9112 framing, strictly); no I/O, JDK
 * only.
 *
 * <p>Read {@link org.nativecomet.gateway.message.RequestParser}, then {@link
 * org.nativecomet.gateway.message.MessageViolation}, the closed list of what it refuses and why,
 * and {@link org.nativecomet.gateway.message.ResponseSerializer}. Nothing here knows who may ask
 * for what: a request is only well framed or not.
 */
@NullMarked
package org.nativecomet.gateway.message;

import org.jspecify.annotations.NullMarked;
