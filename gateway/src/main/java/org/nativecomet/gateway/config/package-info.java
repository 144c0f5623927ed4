/**
 * The configuration file and its options.
 *
 * <p>Read {@link org.nativecomet.gateway.config.GatewayConfig} for what can be set, {@code
 * gateway.yaml} beside it for what each option means and what it is by default, and {@link
 * org.nativecomet.gateway.config.ConfigReader} for how the two become one. Nothing here knows the
 * stages that the options are for.
 */
@NullMarked
package org.nativecomet.gateway.config;

import org.jspecify.annotations.NullMarked;
