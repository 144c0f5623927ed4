package org.nativecomet.gateway.convergence;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nativecomet.gateway.http.Fields;

/** A request as the origin understands it. */
record OriginQuery(String method, String target, Fields fields, String content) {
  private static final Pattern BEARER = Pattern.compile("Bearer (\\w+)");
  private static final Pattern COOKIE = Pattern.compile("user=(\\w+)");

  boolean isRetrieval() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** Who asks for a resource that is told apart like this. */
  String user(PlannedResource.Readers readers) {
    return switch (readers) {
      case BY_AUTHORIZATION -> found(BEARER, "Authorization");
      case BY_COOKIE -> found(COOKIE, "Cookie");
      case EVERYONE, BY_LANGUAGE, BY_LANGUAGE_LATER -> Stamp.ANYONE;
    };
  }

  /** The language asked for. */
  String language() {
    return fields.first("Accept-Language").orElse("en");
  }

  private String found(Pattern pattern, String field) {
    Matcher matcher = pattern.matcher(fields.combined(field).orElse(""));
    return matcher.find() ? matcher.group(1) : Stamp.ANYONE;
  }

  /** Reads the next one; empty where the connection ends before it. */
  static Optional<OriginQuery> read(InputStream input) throws IOException {
    String requestLine = line(input);
    if (requestLine.isEmpty()) {
      return Optional.empty();
    }
    Fields.Builder builder = Fields.builder();
    for (String line = line(input); !line.isEmpty(); line = line(input)) {
      int colon = line.indexOf(':');
      builder.add(line.substring(0, colon), line.substring(colon + 1).trim());
    }
    Fields fields = builder.build();
    String[] parts = requestLine.split(" ", -1);
    return Optional.of(new OriginQuery(parts[0], parts[1], fields, content(input, fields)));
  }

  private static String content(InputStream input, Fields fields) throws IOException {
    if (!fields.lists("Transfer-Encoding", "chunked")) {
      return exactly(input, Integer.parseInt(fields.first("Content-Length").orElse("0")));
    }
    StringBuilder content = new StringBuilder();
    int size = Integer.parseInt(line(input), 16);
    while (size > 0) {
      content.append(exactly(input, size)).append(line(input));
      size = Integer.parseInt(line(input), 16);
    }
    line(input);
    return content.toString();
  }

  private static String exactly(InputStream input, int count) throws IOException {
    byte[] octets = input.readNBytes(count);
    if (octets.length < count) {
      throw new EOFException();
    }
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  /** A line without its end; empty at the end of the connection, too. */
  private static String line(InputStream input) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = input.read(); octet != '\n' && octet >= 0; octet = input.read()) {
      if (octet != '\r') {
        line.append((char) octet);
      }
    }
    return line.toString();
  }
}
