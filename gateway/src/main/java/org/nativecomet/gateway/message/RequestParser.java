package org.nativecomet.gateway.message;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.nativecomet.gateway.http.Fields;

/**
 * Takes a stream of octets apart into the requests enclosed in it, strictly by RFC 9112: any doubt
 * about where a message ends breaks the stream.
 *
 * <p>It does no I/O. It is fed buffers that are cut anywhere, stops after each request so that a
 * listener that has enough is not given more, and tells the same whatever the cuts were.
 *
 * <p>Content above its limit is refused as soon as it is announced and then skipped: its end is
 * known, and skipping costs us nothing but the client's own bandwidth.
 *
 * <p>Threading: confined to one thread at a time.
 */
public final class RequestParser {
  /** What to do with a field line that is folded over several lines (RFC 9112, section 5.2). */
  public enum Folding {
    /** The fold is one space: what message/http asks for (RFC 9112, section 10.1). */
    UNFOLD,
    /** The fold breaks the stream: application/http. */
    REFUSE
  }

  /** Is told what was read. */
  public interface Listener {
    /** A well framed request, complete. */
    void request(EnclosedRequest request);

    /**
     * A request that is to be answered with an error; what follows it is read on.
     *
     * @param head of the request, without content
     * @param violation one that is not fatal
     */
    void refused(EnclosedRequest head, MessageViolation violation);

    /** The stream cannot be read any further. Nothing is told afterwards. */
    void broken(MessageViolation violation);
  }

  private enum State {
    START,
    FIELDS,
    CONTENT,
    BROKEN
  }

  private final MessageLimits limits;
  private final Listener listener;
  private final HeadReader head;
  private final LineReader line = new LineReader();
  private final ContentReader content;
  private State state = State.START;
  private boolean told;

  private Fields fields = Fields.empty();
  private boolean refused;
  private int blankOctets;
  private int sectionOctets;

  public RequestParser(MessageLimits limits, Folding folding, Listener listener) {
    this.limits = limits;
    this.listener = listener;
    this.head = new HeadReader(folding == Folding.UNFOLD);
    this.content = new ContentReader(limits, head, line);
  }

  /**
   * The empty lines so far count no more: they came far enough apart to be heartbeats, and only
   * many at once are a flood.
   */
  public void forgetBlankLines() {
    blankOctets = 0;
  }

  /**
   * Reads on until there is something to tell or the input is used up.
   *
   * @return whether the listener was told something; there may be more in the input then
   */
  public boolean read(ByteBuffer input) {
    told = false;
    try {
      while (!told && state != State.BROKEN && input.hasRemaining()) {
        step(input);
      }
    } catch (BrokenMessageException broken) {
      breakOff(broken.violation());
    }
    if (state == State.BROKEN) {
      input.position(input.limit());
    }
    return told;
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
    if (!line.read(input, limits.maxHead(), MessageViolation.REQUEST_LINE_TOO_LONG)) {
      return;
    }
    if (line.length() == 0) {
      blankOctets += line.consumed();
      require(blankOctets <= limits.maxBlankOctets(), MessageViolation.TOO_MANY_BLANK_LINES);
    } else {
      head.requestLine(line);
      blankOctets = 0;
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
    fields = head.fields();
    MessageFraming framing = MessageFraming.of(fields, head.isVersion10());
    Optional<MessageViolation> refusal = refusal(framing);
    refused = false;
    content.begin(framing, refusal.isPresent());
    refusal.ifPresent(this::refuse);
    state = State.CONTENT;
    completeIfRead();
  }

  private Optional<MessageViolation> refusal(MessageFraming framing) {
    if (head.isVersion10()) {
      return Optional.of(MessageViolation.VERSION_1_0);
    }
    if (head.targetLength() > limits.maxTarget()) {
      return Optional.of(MessageViolation.TARGET_TOO_LONG);
    }
    if (head.fieldLines() > limits.maxFields()) {
      return Optional.of(MessageViolation.TOO_MANY_FIELDS);
    }
    if (framing.length() > limits.maxContent()) {
      return Optional.of(MessageViolation.CONTENT_TOO_LARGE);
    }
    return Optional.empty();
  }

  private void content(ByteBuffer input) throws BrokenMessageException {
    content.step(input);
    if (content.isSkipping() && !refused) {
      refuse(MessageViolation.CONTENT_TOO_LARGE);
    }
    completeIfRead();
  }

  private void completeIfRead() {
    if (!content.isComplete()) {
      return;
    }
    state = State.START;
    if (!refused) {
      told = true;
      listener.request(head.with(fields, content.take()));
    }
    fields = Fields.empty();
  }

  private void refuse(MessageViolation violation) {
    told = true;
    refused = true;
    listener.refused(head.withoutContent(fields), violation);
  }

  private void breakOff(MessageViolation violation) {
    told = true;
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
