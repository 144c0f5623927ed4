/**
 * The gateway as a whole: the command, and the one place that knows the order of the stages.
 *
 * <p>Read {@link org.nativecomet.gateway.Gateway} first; {@link org.nativecomet.gateway.Main} is
 * the command line around it. Everything else is in the packages below, and none of them knows this
 * one.
 */
@NullMarked
package org.nativecomet.gateway;

import org.jspecify.annotations.NullMarked;
