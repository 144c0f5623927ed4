package org.nativecomet.gateway.origin;

import java.util.function.Consumer;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.reactor.ProtocolIOSession;

/** One connection to an origin, used by one exchange after another. */
final class OriginConnection extends ClientHttp1IOEventHandler {
  private final ResponseHeadParser parser;

  private OriginConnection(OriginProtocol protocol, ResponseHeadParser parser) {
    super(protocol);
    this.parser = parser;
  }

  static OriginConnection on(ProtocolIOSession session, Http1Config config, int maxHead) {
    ResponseHeadParser parser = new ResponseHeadParser(config, maxHead);
    return new OriginConnection(new OriginProtocol(session, config, parser, maxHead), parser);
  }

  /**
   * An exchange begins to send its request. On the thread of the connection.
   *
   * @param onContinue told of each 100
   */
  void beginExchange(Consumer<HttpResponse> onContinue) {
    parser.expectResponse(onContinue);
  }

  /** Both messages of the exchange have ended; what comes now belongs to none. */
  void endExchange() {
    parser.expectNothing();
  }

  /** Whether an octet of a response has come since the exchange began. */
  boolean hasReceived() {
    return parser.hasReceived();
  }
}
