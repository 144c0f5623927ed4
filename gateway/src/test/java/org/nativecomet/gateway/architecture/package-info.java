@NullMarked
package org.nativecomet.gateway.architecture;

import org.jspecify.annotations.NullMarked;
