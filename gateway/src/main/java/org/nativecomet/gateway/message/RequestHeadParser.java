package org.nativecomet.gateway.message;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads the head of one request that comes on a connection of its own, as strictly as that of an
 * enclosed one: a folded line is refused (RFC 9112, section 5.2), and so is whatever else two
 * recipients may read differently.
 *
 * <p>It does no I/O. It is fed buffers that are cut anywhere, and takes no octet beyond the head.
 *
 * <p>Threading: confined to one thread at a time.
 */
public final class RequestHeadParser {
  /** Empty lines before the request line, which some clients send after content. */
  private static final int MAX_BLANK_LINES = 8;

  private final int maxHead;
  private final int maxFields;
  private final HeadReader reader = HeadReader.ofConnection();
  private final LineReader line = new LineReader();
  private Optional<MessageViolation> violation = Optional.empty();
  private int octets;
  private int blankLines;
  private boolean inFields;

  /**
   * A parser for one head.
   *
   * @param maxHead the most octets that are read
   * @param maxFields the most field lines that are read
   */
  public RequestHeadParser(int maxHead, int maxFields) {
    this.maxHead = maxHead;
    this.maxFields = maxFields;
  }

  /** Reads on, and tells whether the head is here: all of it, or more than enough. */
  public boolean read(ByteBuffer input) {
    try {
      while (readLine(input)) {
        if (inFields && line.length() == 0) {
          return true;
        }
        take();
        line.clear();
      }
      return false;
    } catch (BrokenMessageException broken) {
      violation = Optional.of(broken.violation());
      return true;
    }
  }

  /** Whether nothing of a head has come, empty lines apart. */
  public boolean isUntouched() {
    return !inFields && line.isUntouched();
  }

  /** What has been read. */
  public RequestHead head() {
    return new RequestHead(
        reader.method(), reader.target(), reader.isVersion10(), reader.fields(), violation);
  }

  private boolean readLine(ByteBuffer input) throws BrokenMessageException {
    return line.read(
        input,
        maxHead - octets,
        inFields ? MessageViolation.HEAD_TOO_LARGE : MessageViolation.REQUEST_LINE_TOO_LONG);
  }

  private void take() throws BrokenMessageException {
    if (inFields) {
      octets += line.consumed();
      reader.fieldLine(line);
      require(reader.fieldLines() <= maxFields, MessageViolation.TOO_MANY_FIELDS);
    } else if (line.length() == 0) {
      blankLines++;
      require(blankLines <= MAX_BLANK_LINES, MessageViolation.TOO_MANY_BLANK_LINES);
    } else {
      octets += line.consumed();
      reader.requestLine(line);
      inFields = true;
    }
  }

  private static void require(boolean holds, MessageViolation otherwise)
      throws BrokenMessageException {
    if (!holds) {
      throw new BrokenMessageException(otherwise);
    }
  }
}
