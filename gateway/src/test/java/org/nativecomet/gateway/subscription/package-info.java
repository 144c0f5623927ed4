/** Tests of held answers, with time and threads that move when told. */
@NullMarked
package org.nativecomet.gateway.subscription;

import org.jspecify.annotations.NullMarked;
