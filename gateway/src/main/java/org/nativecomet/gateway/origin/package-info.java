/**
 * Fetched answers: forwards requests to origin servers. The only package that sees HttpComponents.
 */
@NullMarked
package org.nativecomet.gateway.origin;

import org.jspecify.annotations.NullMarked;
