package org.nativecomet.samples.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One response out of a stream of them, read the simple way: this is the other end of the wire and
 * shares no code with the gateway.
 */
public record EnclosedResponse(int status, Map<String, String> fields, String content) {
  /** The next response; empty when the stream ended properly before one. */
  public static Optional<EnclosedResponse> read(InputStream stream) throws IOException {
    String line = line(stream);
    while (line != null && line.isEmpty()) {
      line = line(stream); // a heartbeat
    }
    if (line == null) {
      return Optional.empty();
    }
    if (!line.matches("HTTP/1\\.1 [1-5][0-9]{2} .*")) {
      throw new IOException("not a status line: " + line);
    }
    int status = Integer.parseInt(line.substring(9, 12));
    Map<String, String> fields = new TreeMap<>();
    for (line = line(stream); line != null && !line.isEmpty(); line = line(stream)) {
      int colon = line.indexOf(':');
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(fields.getOrDefault("content-length", "0"));
    byte[] content = stream.readNBytes(length);
    if (line == null || content.length < length) {
      throw new EOFException("the stream was cut inside a response");
    }
    return Optional.of(
        new EnclosedResponse(status, fields, new String(content, StandardCharsets.UTF_8)));
  }

  /** The field's value, or nothing but an empty string. */
  public String field(String name) {
    return fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  private static String line(InputStream stream) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = stream.read(); octet >= 0; octet = stream.read()) {
      if (octet == '\r') {
        if (stream.read() != '\n') {
          throw new IOException("a bare CR after " + line);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
      }
      line.write(octet);
    }
    return line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
  }
}
