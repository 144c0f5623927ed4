package org.nativecomet.gateway.message;

import org.nativecomet.gateway.http.Tokens;

/**
 * The line before a chunk: its size, and extensions that are checked but mean nothing to us (RFC
 * 9112, section 7.1).
 */
final class ChunkLine {
  /** So many hexadecimal digits always fit into a long. */
  private static final int MAX_SIZE_DIGITS = 15;

  private final LineReader line;
  private int position;

  private ChunkLine(LineReader line) {
    this.line = line;
  }

  /** Octets of the chunk that follows; 0 for the last one. */
  static long size(LineReader line) throws BrokenMessageException {
    ChunkLine chunkLine = new ChunkLine(line);
    long size = chunkLine.size();
    chunkLine.extensions();
    return size;
  }

  private long size() throws BrokenMessageException {
    long size = 0;
    for (int digit = digit(); digit >= 0; digit = digit()) {
      size = size * 16 + digit;
      position++;
      if (position > MAX_SIZE_DIGITS) {
        throw new BrokenMessageException(MessageViolation.CHUNK_SIZE_INVALID);
      }
    }
    if (position == 0 || (position < line.length() && !isNext(';') && !isNextWhitespace())) {
      throw new BrokenMessageException(MessageViolation.CHUNK_SIZE_INVALID);
    }
    return size;
  }

  private void extensions() throws BrokenMessageException {
    while (position < line.length()) {
      skipWhitespace();
      expect(isNext(';'));
      position++;
      skipWhitespace();
      token();
      int end = position;
      skipWhitespace();
      if (isNext('=')) {
        position++;
        skipWhitespace();
        if (isNext('"')) {
          quotedString();
        } else {
          token();
        }
      } else {
        // White space belongs to what follows it; before the CRLF it belongs to nothing.
        position = end;
      }
    }
  }

  private void token() throws BrokenMessageException {
    int start = position;
    while (position < line.length() && Tokens.isTokenCharacter(line.at(position))) {
      position++;
    }
    expect(position > start);
  }

  private void quotedString() throws BrokenMessageException {
    position++;
    while (position < line.length() && !isNext('"')) {
      if (isNext('\\')) {
        position++;
      }
      expect(position < line.length() && isText(line.at(position)));
      position++;
    }
    expect(isNext('"'));
    position++;
  }

  private int digit() {
    if (position >= line.length()) {
      return -1;
    }
    int octet = line.at(position);
    // Character.digit would also take full-width digits, but no octet is one.
    return Character.digit(octet < 0x80 ? octet : 0, 16);
  }

  private void skipWhitespace() {
    while (isNextWhitespace()) {
      position++;
    }
  }

  private boolean isNextWhitespace() {
    return isNext(' ') || isNext('\t');
  }

  private boolean isNext(char wanted) {
    return position < line.length() && line.at(position) == wanted;
  }

  private static boolean isText(int octet) {
    return octet == '\t' || (octet >= 0x20 && octet != 0x7f);
  }

  private static void expect(boolean holds) throws BrokenMessageException {
    if (!holds) {
      throw new BrokenMessageException(MessageViolation.CHUNK_EXTENSION_MALFORMED);
    }
  }
}
