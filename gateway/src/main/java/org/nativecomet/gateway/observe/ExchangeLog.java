package org.nativecomet.gateway.observe;

import java.time.Duration;
import org.nativecomet.gateway.exchange.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each exchange, ordinary or enclosed. No field of the request is written, so no
 * credentials are, and of the query only the parameters' names ({@link LoggedTarget}).
 */
public final class ExchangeLog implements GatewayEvents {
  private static final Logger LOG = LoggerFactory.getLogger(ExchangeLog.class);

  @Override
  public void exchangeEnded(
      Request request, int statusCode, long octets, Duration duration, String cacheStatus) {
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("client", request.client().address())
            .addKeyValue("protocol", request.client().protocol())
            .addKeyValue("enclosed", request.isEnclosed())
            .addKeyValue("method", request.method().name())
            .addKeyValue("authority", request.target().authority())
            .addKeyValue("target", LoggedTarget.of(request.target()))
            .addKeyValue("status", statusCode)
            .addKeyValue("octets", octets)
            .addKeyValue("millis", duration.toMillis());
    if (!cacheStatus.isEmpty()) {
      line = line.addKeyValue("cache", cacheStatus);
    }
    line.log("exchange");
  }
}
