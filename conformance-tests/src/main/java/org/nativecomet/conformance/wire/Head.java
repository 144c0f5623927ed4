package org.nativecomet.conformance.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A start line and fields, read strictly: CRLF, tokens, no folding, no control octets. */
public record Head(String startLine, Fields fields) {
  private static final int MAX_OCTETS = 256 * 1024;
  private static final Pattern FIELD_LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([\\t -~\\x80-\\xff]*?)[ \\t]*");
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9]) [\\t -~\\x80-\\xff]*");

  /**
   * Reads a head.
   *
   * @throws WireException.Malformed if it is none
   */
  public static Head read(Incoming incoming, Deadline deadline) {
    return read(line(incoming, deadline, true), incoming, deadline);
  }

  /** Reads the rest of a head whose first line is known. */
  static Head read(String startLine, Incoming incoming, Deadline deadline) {
    List<Fields.Line> lines = new ArrayList<>();
    int octets = 0;
    for (String line = line(incoming, deadline, false);
        !line.isEmpty();
        line = line(incoming, deadline, false)) {
      Matcher field = FIELD_LINE.matcher(line);
      octets += line.length();
      if (!field.matches() || octets > MAX_OCTETS) {
        throw new WireException.Malformed("not a field line: " + printable(line));
      }
      lines.add(new Fields.Line(field.group(1), field.group(2)));
    }
    return new Head(startLine, new Fields(lines));
  }

  /** The status code of a status line. */
  public int status() {
    Matcher status = STATUS_LINE.matcher(startLine);
    if (!status.matches()) {
      throw new WireException.Malformed("not a status line: " + printable(startLine));
    }
    return Integer.parseInt(status.group(1));
  }

  /** A line without its CRLF. */
  static String line(Incoming incoming, Deadline deadline, boolean first) {
    StringBuilder line = new StringBuilder();
    while (true) {
      int octet = incoming.next(deadline);
      if (octet == Incoming.END) {
        throw new WireException.Broken(
            first && line.isEmpty() ? "the end instead of a message" : "a message was cut short");
      }
      if (octet == '\r') {
        if (incoming.next(deadline) != '\n') {
          throw new WireException.Malformed("CR without LF after: " + printable(line.toString()));
        }
        return line.toString();
      }
      if (octet == '\n') {
        throw new WireException.Malformed("LF without CR after: " + printable(line.toString()));
      }
      line.append((char) octet);
      if (line.length() > MAX_OCTETS) {
        throw new WireException.Malformed("a line without end");
      }
    }
  }

  /** Octets as text that can be shown. */
  public static String printable(String octets) {
    String shown = octets.length() > 200 ? octets.substring(0, 200) + "…" : octets;
    return shown.replaceAll("[^ -~…]", "·");
  }

  /** As octets of the wire. */
  public byte[] octets() {
    return (startLine + "\r\n" + fields + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
