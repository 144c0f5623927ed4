package org.nativecomet.conformance.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content of one message on a connection: its octets without their framing. */
public final class Content {
  private static final Pattern CHUNK_LINE = Pattern.compile("([0-9A-Fa-f]{1,8})(?:[ \\t]*;.*)?");
  private static final int MAX_OCTETS = 64 * 1024 * 1024;

  private Content() {}

  /**
   * The content of an outer response.
   *
   * @param bodiless whether the request method or status leaves none
   */
  public static Incoming ofResponse(Head head, boolean bodiless, Incoming connection) {
    if (bodiless || head.status() == 204 || head.status() == 304 || head.status() < 200) {
      return deadline -> Incoming.END;
    }
    if (isFramed(head.fields())) {
      return framed(head.fields(), connection);
    }
    return connection;
  }

  /** The content of a message that must be framed, or has none: enclosed ones and requests. */
  public static Incoming framed(Fields fields, Incoming connection) {
    List<String> lengths = fields.all("Content-Length");
    List<String> codings = fields.members("Transfer-Encoding");
    if (!lengths.isEmpty() && !codings.isEmpty()) {
      throw new WireException.Malformed("Content-Length and Transfer-Encoding in one head");
    }
    if (!codings.isEmpty()) {
      if (!codings.equals(List.of("chunked"))) {
        throw new WireException.Malformed("Transfer-Encoding: " + codings);
      }
      return new Chunks(connection);
    }
    if (lengths.isEmpty()) {
      return deadline -> Incoming.END;
    }
    if (lengths.size() > 1 || !lengths.get(0).matches("[0-9]{1,10}")) {
      throw new WireException.Malformed("Content-Length: " + lengths);
    }
    return new Counted(Long.parseLong(lengths.get(0)), connection);
  }

  /** Whether the fields say where the content ends. */
  public static boolean isFramed(Fields fields) {
    return fields.has("Content-Length") || fields.has("Transfer-Encoding");
  }

  /** Reads to the end; one char for each octet. */
  public static String readAll(Incoming content, Deadline deadline) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int octet = content.next(deadline);
        octet != Incoming.END;
        octet = content.next(deadline)) {
      octets.write(octet);
      if (octets.size() > MAX_OCTETS) {
        throw new WireException.Malformed("content without end");
      }
    }
    return octets.toString(StandardCharsets.ISO_8859_1);
  }

  /** The octets decoded from the response's own content coding. */
  public static Incoming decoded(Fields fields, Incoming content) {
    String coding = fields.first("Content-Encoding").orElse("identity").toLowerCase(Locale.ROOT);
    return coding.equals("gzip") || coding.equals("x-gzip") ? new Gunzip(content) : content;
  }

  private static final class Counted implements Incoming {
    private final Incoming connection;
    private long left;

    Counted(long length, Incoming connection) {
      this.left = length;
      this.connection = connection;
    }

    @Override
    public int next(Deadline deadline) {
      if (left == 0) {
        return END;
      }
      int octet = connection.next(deadline);
      if (octet == END) {
        throw new WireException.Broken("content ended " + left + " octets short of its length");
      }
      left--;
      return octet;
    }
  }

  private static final class Chunks implements Incoming {
    private final Incoming connection;
    private long left;
    private boolean first = true;
    private boolean ended;

    Chunks(Incoming connection) {
      this.connection = connection;
    }

    @Override
    public int next(Deadline deadline) {
      if (left == 0 && !ended) {
        nextChunk(deadline);
      }
      if (ended) {
        return END;
      }
      int octet = connection.next(deadline);
      if (octet == END) {
        throw new WireException.Broken("the response was cut inside a chunk");
      }
      left--;
      if (left == 0) {
        first = false;
      }
      return octet;
    }

    private void nextChunk(Deadline deadline) {
      if (!first) {
        expectLineEnd(deadline);
        first = true;
      }
      String line;
      try {
        line = Head.line(new Waiting(connection), deadline, true);
      } catch (WireException.Broken e) {
        throw new WireException.Broken("the response was cut: it has no last chunk");
      }
      Matcher size = CHUNK_LINE.matcher(line);
      if (!size.matches()) {
        throw new WireException.Malformed("not a chunk line: " + Head.printable(line));
      }
      left = Long.parseLong(size.group(1), 16);
      if (left == 0) {
        Head.read("", connection, deadline);
        ended = true;
      }
    }

    private void expectLineEnd(Deadline deadline) {
      if (!Head.line(connection, deadline, false).isEmpty()) {
        throw new WireException.Malformed("no CRLF after a chunk");
      }
    }
  }

  /**
   * Waits for the first octet under the deadline of the caller and gives the others a little more:
   * a deadline that strikes in the middle of a chunk line must not lose what was read of it.
   */
  private static final class Waiting implements Incoming {
    private final Incoming connection;
    private boolean begun;

    Waiting(Incoming connection) {
      this.connection = connection;
    }

    @Override
    public int next(Deadline deadline) {
      int octet = connection.next(begun ? Deadline.in(java.time.Duration.ofSeconds(2)) : deadline);
      begun = true;
      return octet;
    }
  }
}
