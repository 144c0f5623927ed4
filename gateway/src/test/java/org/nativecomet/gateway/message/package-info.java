/** Tests of the message parser and serializer. */
@NullMarked
package org.nativecomet.gateway.message;

import org.jspecify.annotations.NullMarked;
