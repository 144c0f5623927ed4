package org.nativecomet.conformance.wrong;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nativecomet.conformance.wire.Deadline;
import org.nativecomet.conformance.wire.Fields;
import org.nativecomet.conformance.wire.Incoming;
import org.nativecomet.conformance.wire.WireException;

/** Reads enclosed requests, strictly unless a fault says otherwise. */
final class EnclosedReader {
  /** What ends a request stream. */
  static final class Fatal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Fatal(int status, String reason) {
      super(reason);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern REQUEST_LINE =
      Pattern.compile("(" + TOKEN + ") ([!-~\\x80-\\xff]+) (HTTP/1\\.[0-9])");
  private static final Pattern FIELD_LINE =
      Pattern.compile("(" + TOKEN + "):[ \\t]*([\\t -~\\x80-\\xff]*?)[ \\t]*");
  private static final Pattern CHUNK_LINE = Pattern.compile("([0-9A-Fa-f]{1,8})(;[\\t -~]*)?");
  private static final int MAX_TARGET = 8 * 1024;
  private static final int MAX_HEAD = 32 * 1024;
  private static final int MAX_CONTENT = 1024 * 1024;
  private static final Deadline NEVER = Deadline.in(Duration.ofDays(1));

  private final Incoming content;
  private final boolean unfolds;
  private final Set<Fault> faults;

  EnclosedReader(Incoming content, boolean unfolds, Set<Fault> faults) {
    this.content = content;
    this.unfolds = unfolds;
    this.faults = faults;
  }

  /** The next request; empty at the clean end. */
  Optional<Asked> next() {
    int first = content.next(NEVER);
    int blank = 0;
    while (first == '\r') {
      if (content.next(NEVER) != '\n') {
        throw new Fatal(400, "CR without LF");
      }
      if (faults.contains(Fault.FEW_BLANK_LINES) && ++blank > 1) {
        throw new Fatal(400, "a blank line");
      }
      first = content.next(NEVER);
    }
    if (first == Incoming.END) {
      return Optional.empty();
    }
    String line = (char) first + line(MAX_HEAD);
    Matcher start = REQUEST_LINE.matcher(line);
    if (line.length() > MAX_TARGET && line.indexOf("HTTP/1.1") > 0) {
      head();
      throw new Fatal(faults.contains(Fault.LONG_TARGETS) ? 200 : 414, "the target is too long");
    }
    if (!start.matches()) {
      throw new Fatal(400, "not a request line");
    }
    Fields fields = head();
    if (faults.contains(Fault.NEEDS_LENGTH)
        && start.group(1).equals("POST")
        && !fields.has("Content-Length")) {
      throw new Fatal(400, "no length");
    }
    String version = start.group(3);
    if (!version.equals("HTTP/1.1") && fields.has("Transfer-Encoding")) {
      throw new Fatal(400, "Transfer-Encoding in an old version");
    }
    return Optional.of(new Asked(start.group(1), start.group(2), version, fields, content(fields)));
  }

  /** Gives up being strict: looks for the next blank line. */
  void repair() {
    // An error is found at the end of a line or inside one.
    int matched = 2;
    while (matched < 4) {
      int octet = content.next(NEVER);
      if (octet == Incoming.END) {
        return;
      }
      matched = octet == "\r\n\r\n".charAt(matched) ? matched + 1 : octet == '\r' ? 1 : 0;
    }
  }

  private Fields head() {
    List<Fields.Line> lines = new ArrayList<>();
    for (String line = line(MAX_HEAD); !line.isEmpty(); line = line(MAX_HEAD)) {
      if ((line.charAt(0) == ' ' || line.charAt(0) == '\t') && unfolds && !lines.isEmpty()) {
        Fields.Line last = lines.remove(lines.size() - 1);
        lines.add(new Fields.Line(last.name(), last.value() + " " + line.strip()));
        continue;
      }
      Matcher field = FIELD_LINE.matcher(line);
      if (!field.matches()) {
        throw new Fatal(400, "not a field line");
      }
      lines.add(new Fields.Line(field.group(1), field.group(2)));
    }
    return new Fields(lines);
  }

  private String content(Fields fields) {
    List<String> lengths = fields.all("Content-Length");
    List<String> codings = fields.all("Transfer-Encoding");
    if (!lengths.isEmpty() && !codings.isEmpty()) {
      throw new Fatal(400, "Content-Length and Transfer-Encoding");
    }
    if (!codings.isEmpty()) {
      if (!codings.equals(List.of("chunked")) || faults.contains(Fault.NO_CHUNKED_REQUESTS)) {
        throw new Fatal(400, "a transfer coding");
      }
      return chunks();
    }
    if (lengths.isEmpty() || faults.contains(Fault.LOSES_LENGTH)) {
      return "";
    }
    if (lengths.size() > 1 || !lengths.get(0).matches("[0-9]{1,9}")) {
      throw new Fatal(400, "a length");
    }
    int length = Integer.parseInt(lengths.get(0));
    if (length > MAX_CONTENT && faults.contains(Fault.LARGE_IS_FATAL)) {
      throw new Fatal(413, "too large");
    }
    if (length > 1 && faults.contains(Fault.DISPATCHES_EARLY)) {
      return take(length - 1) + "?";
    }
    String octets = take(length);
    return length > MAX_CONTENT ? "\uffff" : octets;
  }

  private String chunks() {
    StringBuilder octets = new StringBuilder();
    while (true) {
      Matcher size = CHUNK_LINE.matcher(line(1024));
      if (!size.matches()) {
        throw new Fatal(400, "a chunk size");
      }
      int length = Integer.parseInt(size.group(1), 16);
      if (length == 0) {
        Fields trailer = head();
        boolean merged = trailer.has("Authorization") || trailer.has("If-Match");
        return faults.contains(Fault.MERGES_TRAILERS) && merged
            ? octets + "\ufffe"
            : octets.toString();
      }
      octets.append(take(length));
      if (!line(2).isEmpty()) {
        throw new Fatal(400, "no CRLF after a chunk");
      }
    }
  }

  private String take(int length) {
    StringBuilder octets = new StringBuilder();
    for (int i = 0; i < length; i++) {
      octets.append((char) octet());
    }
    return octets.toString();
  }

  private String line(int limit) {
    StringBuilder line = new StringBuilder();
    while (true) {
      int octet = octet();
      if (octet == '\r') {
        if (octet() != '\n') {
          throw new Fatal(400, "CR without LF");
        }
        return line.toString();
      }
      if (octet == '\n') {
        throw new Fatal(400, "LF without CR");
      }
      if (line.length() > limit) {
        throw new Fatal(faults.contains(Fault.LONG_HEADS) ? 400 : 431, "the head is too large");
      }
      line.append((char) octet);
    }
  }

  private int octet() {
    int octet;
    try {
      octet = content.next(NEVER);
    } catch (WireException.Broken e) {
      throw e;
    }
    if (octet == Incoming.END) {
      throw new Fatal(400, "the stream ended inside a request");
    }
    return octet;
  }
}
