package org.nativecomet.gateway.cache;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Vary;

/** Stored responses for tests. */
final class StoredResponses {
  private StoredResponses() {}

  /** One that was asked for and received at the same instant. */
  static StoredResponse stored(Instant at, Fields request, String content, String... fields) {
    Fields response = Fields.of(fields);
    return StoredResponse.of(
        200,
        response,
        Content.of(content.getBytes(StandardCharsets.UTF_8)),
        Vary.of(response).select(request).orElseThrow(),
        at,
        at);
  }
}
