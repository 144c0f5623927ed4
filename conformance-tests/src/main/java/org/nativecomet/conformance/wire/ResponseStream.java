package org.nativecomet.conformance.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The enclosed responses of a response stream, read as chapter 4 of the specification frames them:
 * without knowing which request they answer.
 */
public final class ResponseStream {
  /** A message that has begun must be complete soon: FRM-22. */
  private static final Duration WHOLE_MESSAGE = Duration.ofSeconds(5);

  private final Incoming content;
  private final List<Long> heartbeats = new ArrayList<>();
  private boolean ended;

  /**
   * Over decoded content.
   *
   * @param content without the outer framing and content coding
   */
  public ResponseStream(Incoming content) {
    this.content = content;
  }

  /**
   * The next enclosed response; empty at the clean end of the stream.
   *
   * @throws WireException.Silence if none has begun in time
   */
  public Optional<Answer> next(Deadline deadline) {
    if (ended) {
      return Optional.empty();
    }
    int first = firstOctet(deadline);
    if (first == Incoming.END) {
      ended = true;
      return Optional.empty();
    }
    Deadline whole = Deadline.in(WHOLE_MESSAGE);
    try {
      String startLine = (char) first + Head.line(content, whole, false);
      Head head = Head.read(startLine, content, whole);
      if (head.status() < 100 || !startLine.startsWith("HTTP/1.1 ")) {
        throw new WireException.Malformed("not a status line of HTTP/1.1: " + startLine);
      }
      return Optional.of(new Answer(head, readContent(head, whole), System.nanoTime()));
    } catch (WireException.Silence e) {
      throw new WireException.Malformed("an enclosed response was begun and not finished");
    }
  }

  /** When each CRLF between two responses was read ({@link System#nanoTime}). */
  public List<Long> heartbeats() {
    return List.copyOf(heartbeats);
  }

  /** Skips CRLFs, which mean nothing but a sign of life. */
  private int firstOctet(Deadline deadline) {
    while (true) {
      int octet = content.next(deadline);
      if (octet != '\r') {
        return octet;
      }
      if (content.next(Deadline.in(WHOLE_MESSAGE)) != '\n') {
        throw new WireException.Malformed("CR without LF between enclosed responses");
      }
      heartbeats.add(System.nanoTime());
    }
  }

  private String readContent(Head head, Deadline deadline) {
    return Content.readAll(Content.framed(head.fields(), content), deadline);
  }
}
