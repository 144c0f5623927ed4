@NullMarked
package org.nativecomet.gateway.observe;

import org.jspecify.annotations.NullMarked;
