@NullMarked
package org.nativecomet.gateway.config;

import org.jspecify.annotations.NullMarked;
