/**
 * Bytes to enclosed requests, enclosed responses to bytes (RFC 9112 framing, strictly); no I/O, JDK
 * only.
 */
@NullMarked
package org.nativecomet.gateway.message;

import org.jspecify.annotations.NullMarked;
