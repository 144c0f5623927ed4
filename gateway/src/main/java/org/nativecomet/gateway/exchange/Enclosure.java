package org.nativecomet.gateway.exchange;

import java.util.Optional;

/**
 * What is special about a request that was enclosed in a message/http stream.
 *
 * @param exchangeId the client's name for this exchange, echoed on everything that answers it
 */
public record Enclosure(Optional<String> exchangeId) {}
