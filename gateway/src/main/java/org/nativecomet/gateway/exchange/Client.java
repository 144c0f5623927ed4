package org.nativecomet.gateway.exchange;

/**
 * Who sent a request, as far as the connection tells.
 *
 * @param address the peer's IP address, without a port
 * @param protocol the HTTP version received, as Via writes it: {@code 1.0}, {@code 1.1}, {@code 2}
 */
public record Client(String address, String protocol) {}
