package org.nativecomet.gateway.message;

import java.nio.ByteBuffer;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.message.RequestParser.Folding;

/**
 * Takes a stream of octets apart into the responses enclosed in it, as strictly as {@link
 * RequestParser} reads requests.
 *
 * <p>The octets alone say where each response ends: it has a Content-Length, or is chunked, or has
 * no content. Nothing is skipped but interim responses: a response above the limits breaks the
 * stream, because who reads a stream of states has no use for a gap in it.
 *
 * <p>It does no I/O, is fed buffers that are cut anywhere, and tells the same whatever the cuts
 * were. Empty lines between responses are signs of life; there may be any number of them.
 *
 * <p>Threading: confined to one thread at a time.
 */
public final class ResponseParser {
  /** Is told what was read. */
  public interface Listener {
    /** A well framed final response, complete. */
    void response(EnclosedResponse response);

    /** The stream cannot be read any further. Nothing is told afterwards. */
    void broken(MessageViolation violation);
  }

  private enum State {
    START,
    FIELDS,
    CONTENT,
    BROKEN
  }

  private static final MessageFraming NO_CONTENT = new MessageFraming(false, 0);

  private final MessageLimits limits;
  private final Listener listener;
  private final HeadReader head;
  private final LineReader line = new LineReader();
  private final ContentReader content;
  private State state = State.START;
  private Fields fields = Fields.empty();
  private int sectionOctets;

  /**
   * A parser at the beginning of a stream.
   *
   * @param limits of which those for targets and empty lines do not matter here
   */
  public ResponseParser(MessageLimits limits, Folding folding, Listener listener) {
    this.limits = limits;
    this.listener = listener;
    this.head = new HeadReader(folding == Folding.UNFOLD);
    this.content = new ContentReader(limits, head, line);
  }

  /** Reads on until the input is used up. */
  public void read(ByteBuffer input) {
    try {
      while (state != State.BROKEN && input.hasRemaining()) {
        step(input);
      }
    } catch (BrokenMessageException broken) {
      breakOff(broken.violation());
    }
    if (state == State.BROKEN) {
      input.position(input.limit());
    }
  }

  /** There will be no more input: a message that is not complete breaks the stream. */
  public void end() {
    if (state != State.BROKEN && !(state == State.START && line.isUntouched())) {
      breakOff(MessageViolation.TRUNCATED);
    }
  }

  private void step(ByteBuffer input) throws BrokenMessageException {
    switch (state) {
      case START -> start(input);
      case FIELDS -> field(input);
      case CONTENT -> content(input);
      case BROKEN -> throw new IllegalStateException("nothing is read after the stream broke");
    }
  }

  private void start(ByteBuffer input) throws BrokenMessageException {
    if (!line.read(input, limits.maxHead(), MessageViolation.HEAD_TOO_LARGE)) {
      return;
    }
    if (line.length() > 0) {
      head.statusLine(line);
      sectionOctets = line.consumed();
      state = State.FIELDS;
    }
    line.clear();
  }

  private void field(ByteBuffer input) throws BrokenMessageException {
    if (!line.read(input, limits.maxHead() - sectionOctets, MessageViolation.HEAD_TOO_LARGE)) {
      return;
    }
    if (line.length() == 0) {
      headComplete();
    } else {
      head.fieldLine(line);
      sectionOctets += line.consumed();
    }
    line.clear();
  }

  private void headComplete() throws BrokenMessageException {
    require(head.fieldLines() <= limits.maxFields(), MessageViolation.TOO_MANY_FIELDS);
    fields = head.fields();
    MessageFraming framing = MessageFraming.of(fields, false);
    // RFC 9112, section 6.3: these have no content, whatever their fields describe.
    boolean bare = isInterim() || head.statusCode() == 204 || head.statusCode() == 304;
    require(bare || framing.length() <= limits.maxContent(), MessageViolation.CONTENT_TOO_LARGE);
    content.begin(bare ? NO_CONTENT : framing, false);
    state = State.CONTENT;
    completeIfRead();
  }

  private void content(ByteBuffer input) throws BrokenMessageException {
    content.step(input);
    require(!content.isSkipping(), MessageViolation.CONTENT_TOO_LARGE);
    completeIfRead();
  }

  private void completeIfRead() {
    if (!content.isComplete()) {
      return;
    }
    state = State.START;
    if (!isInterim()) {
      listener.response(new EnclosedResponse(head.statusCode(), fields, content.take()));
    }
    fields = Fields.empty();
  }

  private boolean isInterim() {
    return head.statusCode() < 200;
  }

  private void breakOff(MessageViolation violation) {
    state = State.BROKEN;
    content.clear();
    listener.broken(violation);
  }

  private static void require(boolean holds, MessageViolation otherwise)
      throws BrokenMessageException {
    if (!holds) {
      throw new BrokenMessageException(otherwise);
    }
  }
}
