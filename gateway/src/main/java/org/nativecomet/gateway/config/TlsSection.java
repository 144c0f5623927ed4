package org.nativecomet.gateway.config;

import java.nio.file.Path;

/**
 * The listener with TLS.
 *
 * @param certificate PEM, leaf first
 * @param key PEM, not encrypted
 */
public record TlsSection(Address listen, Path certificate, Path key) {
  static TlsSection read(OptionReader options) throws ConfigException {
    return new TlsSection(
        options.address("listen"), options.file("certificate"), options.file("key"));
  }
}
