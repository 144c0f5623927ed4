package org.nativecomet.gateway.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * The head of a request as an origin received it.
 *
 * @param octets exactly, as ISO 8859-1 characters, up to and with the empty line
 */
public record OriginRequest(String octets) {
  public String requestLine() {
    return octets.substring(0, octets.indexOf("\r\n"));
  }

  public String method() {
    return requestLine().split(" ", -1)[0];
  }

  /** The request target, octet for octet. */
  public String target() {
    String line = requestLine();
    return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
  }

  /** The field lines in order, each as {@code name: value}. */
  public List<String> fieldLines() {
    String lines = octets.substring(octets.indexOf("\r\n") + 2, octets.length() - 2);
    return lines.isEmpty() ? List.of() : List.of(lines.split("\r\n"));
  }

  /** The values of all lines with this name, in order. */
  public List<String> values(String name) {
    List<String> values = new ArrayList<>();
    for (String line : fieldLines()) {
      int colon = line.indexOf(':');
      if (line.substring(0, colon).equalsIgnoreCase(name)) {
        values.add(line.substring(colon + 1).strip());
      }
    }
    return values;
  }

  /** The value of the only line with this name; an empty string where there is none. */
  public String value(String name) {
    List<String> values = values(name);
    if (values.size() > 1) {
      throw new AssertionError(name + " has several lines: " + values);
    }
    return values.isEmpty() ? "" : values.get(0);
  }

  public boolean has(String name) {
    return !values(name).isEmpty();
  }
}
