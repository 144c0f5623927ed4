package org.nativecomet.gateway.observe;

import java.util.Optional;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;

/** Requests for tests that care about little of them. */
final class Requests {
  private Requests() {}

  static Request of(String method, String pathAndQuery) {
    return new Request(
        new Method(method),
        new TargetUri("http", "api.example", pathAndQuery),
        Fields.of("Authorization", "Bearer secret", "Cookie", "session=secret"),
        Content.empty(),
        new Client("192.0.2.1", "1.1"),
        Optional.empty());
  }
}
