/** Tests of the request stream: its rules one by one, and the whole against a fake outlet. */
@NullMarked
package org.nativecomet.gateway.stream;

import org.jspecify.annotations.NullMarked;
