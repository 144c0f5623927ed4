@NullMarked
package org.nativecomet.gateway;

import org.jspecify.annotations.NullMarked;
