package org.nativecomet.samples;

import com.sun.net.httpserver.Headers;
import java.util.Locale;
import java.util.Optional;

/** One request to the sample origin, its content read to the end. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody writes to the octets
record Incoming(String method, String path, Headers fields, byte[] content) {
  /** The field's value, several lines joined by commas (RFC 9110, section 5.3). */
  Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name)).map(lines -> String.join(", ", lines));
  }

  /** The type of the content in lower case, without parameters; empty when none is given. */
  String contentType() {
    String value = field("Content-Type").orElse("");
    int end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
