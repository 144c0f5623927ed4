package org.nativecomet.spec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a sequence of enclosed messages as chapter 4 frames them, and nothing else. Written for
 * clarity, not speed: octets are the chars of an ISO-8859-1 string.
 */
final class StrictReader {
  private static final Pattern REQUEST_LINE =
      Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+ [!-~\\x80-\\xff]+ HTTP/1\\.[0-9]");
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.1 [2-5][0-9][0-9] [\\t -~\\x80-\\xff]*");
  private static final Pattern FIELD_LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([\\t -~\\x80-\\xff]*?)[ \\t]*");
  private static final Pattern CHUNK_LINE = Pattern.compile("([0-9A-Fa-f]{1,8})(?:;[\\t -~]*)?");

  private final String octets;
  private int position;

  private StrictReader(String octets) {
    this.octets = octets;
  }

  /**
   * Reads all of it.
   *
   * @throws IllegalArgumentException at the first octet that does not belong
   */
  static List<EnclosedMessage> read(String octets) {
    StrictReader reader = new StrictReader(octets);
    List<EnclosedMessage> messages = new ArrayList<>();
    for (reader.skipBlankLines(); reader.position < octets.length(); reader.skipBlankLines()) {
      messages.add(reader.message());
    }
    return messages;
  }

  private void skipBlankLines() {
    while (octets.startsWith("\r\n", position)) {
      position += 2;
    }
  }

  private EnclosedMessage message() {
    String startLine = line();
    require(
        REQUEST_LINE.matcher(startLine).matches() || STATUS_LINE.matcher(startLine).matches(),
        "start line");
    List<EnclosedMessage.Field> fields = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      var matcher = FIELD_LINE.matcher(line);
      require(matcher.matches(), "field line");
      fields.add(new EnclosedMessage.Field(matcher.group(1), matcher.group(2)));
    }
    return new EnclosedMessage(startLine, List.copyOf(fields), content(fields));
  }

  private String content(List<EnclosedMessage.Field> fields) {
    List<String> lengths = values(fields, "Content-Length");
    List<String> codings = values(fields, "Transfer-Encoding");
    require(lengths.isEmpty() || codings.isEmpty(), "one kind of framing");
    if (!codings.isEmpty()) {
      require(codings.equals(List.of("chunked")), "transfer coding");
      return chunks();
    }
    if (lengths.isEmpty()) {
      return "";
    }
    require(lengths.size() == 1 && lengths.get(0).matches("[0-9]+"), "content length");
    return take(new BigInteger(lengths.get(0)).intValueExact());
  }

  private String chunks() {
    StringBuilder content = new StringBuilder();
    while (true) {
      var size = CHUNK_LINE.matcher(line());
      require(size.matches(), "chunk size");
      int length = Integer.parseInt(size.group(1), 16);
      if (length == 0) {
        require(line().isEmpty(), "end of the trailer");
        return content.toString();
      }
      content.append(take(length));
      require(line().isEmpty(), "end of the chunk");
    }
  }

  private String line() {
    int end = octets.indexOf("\r\n", position);
    require(end >= 0, "end of line");
    String line = octets.substring(position, end);
    require(line.indexOf('\n') < 0 && line.indexOf('\r') < 0, "CRLF");
    position = end + 2;
    return line;
  }

  private String take(int length) {
    require(position + length <= octets.length(), "whole content");
    position += length;
    return octets.substring(position - length, position);
  }

  private void require(boolean condition, String expected) {
    if (!condition) {
      throw new IllegalArgumentException("expected " + expected + " at octet " + position);
    }
  }

  private static List<String> values(List<EnclosedMessage.Field> fields, String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(EnclosedMessage.Field::value)
        .toList();
  }
}
