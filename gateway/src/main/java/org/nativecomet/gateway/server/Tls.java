package org.nativecomet.gateway.server;

import java.nio.file.Path;

/**
 * The files that identify a TLS listener.
 *
 * @param certificate PEM, the leaf first, then what leads to the root
 * @param key PEM: PKCS#8, PKCS#1 or SEC1, not encrypted
 */
public record Tls(Path certificate, Path key) {}
