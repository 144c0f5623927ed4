package org.nativecomet.samples.nativeorigin;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads heads, outer and enclosed. Where two readers could differ about what a head says there is
 * no head: chapter 4 of the specification has no leniency, and so the patterns here have none.
 */
final class HeadReader {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern REQUEST_LINE =
      Pattern.compile("(" + TOKEN + ") ([\\x21-\\x7e\\x80-\\xff]+) HTTP/1\\.([0-9])");
  private static final Pattern FIELD_LINE =
      Pattern.compile("(" + TOKEN + "):([\\t\\x20-\\x7e\\x80-\\xff]*)");

  private final InputStream in;
  private final int most;
  private final boolean unfolds;

  /**
   * Reads from octets.
   *
   * @param unfolds whether folded lines are joined, as {@code message/http} demands; otherwise they
   *     are malformed (FRM-9, FRM-26)
   */
  HeadReader(InputStream in, Settings settings, boolean unfolds) {
    this.in = in;
    this.most = settings.amount("max-head");
    this.unfolds = unfolds;
  }

  /** The next head; empty lines before it mean nothing. Empty where the octets end instead. */
  Optional<Head> next() throws IOException {
    String line;
    do {
      Optional<String> read = line(in, most);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      line = read.get();
    } while (line.isEmpty());
    Matcher request = REQUEST_LINE.matcher(line);
    if (!request.matches()) {
      throw new Malformed("a request line was expected");
    }
    return Optional.of(
        new Head(
            request.group(1),
            request.group(2),
            Integer.parseInt(request.group(3)),
            fields(in, most - line.length(), unfolds)));
  }

  /**
   * The fields up to an empty line.
   *
   * @param most octets
   */
  static Fields fields(InputStream in, int most, boolean unfolds) throws IOException {
    List<Fields.Line> lines = new ArrayList<>();
    int left = most;
    while (true) {
      String line = line(in, left).orElseThrow(() -> new Malformed("a head is cut short"));
      if (line.isEmpty()) {
        return new Fields(lines);
      }
      left -= line.length() + 2;
      boolean folded = (line.startsWith(" ") || line.startsWith("\t")) && !lines.isEmpty();
      if (folded && unfolds) {
        Fields.Line begun = lines.remove(lines.size() - 1);
        line = begun.name() + ":" + begun.value() + " " + line.trim();
      }
      Matcher field = FIELD_LINE.matcher(line);
      if (!field.matches()) {
        throw new Malformed("a field line was expected");
      }
      lines.add(new Fields.Line(field.group(1), field.group(2).trim()));
    }
  }

  /**
   * A line without its CRLF. Neither CR nor LF may stand alone (FRM-11).
   *
   * @param most octets
   * @return empty where the octets end before it
   */
  static Optional<String> line(InputStream in, int most) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int octet = in.read();
      if (octet < 0 && line.isEmpty()) {
        return Optional.empty();
      }
      if (octet == '\r' && in.read() == '\n') {
        return Optional.of(line.toString());
      }
      if (octet < 0 || octet == '\r' || octet == '\n') {
        throw new Malformed("a line does not end with CRLF");
      }
      if (line.length() >= most) {
        throw new Malformed(431, "the head is too large");
      }
      line.append((char) octet);
    }
  }
}
