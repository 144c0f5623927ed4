/** The configuration file and its options. */
@NullMarked
package org.nativecomet.gateway.config;

import org.jspecify.annotations.NullMarked;
