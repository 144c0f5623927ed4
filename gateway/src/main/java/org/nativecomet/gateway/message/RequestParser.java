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
 * known, and skipping costs us nothing but the client's own bandwidth. Trailer fields are checked
 * and dropped; merging them into the head would let them past every check made there (RFC 9110,
 * section 6.5.1).
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
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILERS,
    BROKEN
  }

  /** Nobody uses chunk extensions, except to keep a parser busy. */
  private static final int MAX_CHUNK_LINE = 256;

  private static final int MAX_EXTENSIONS = 4096;
  private static final int CRLF_LENGTH = 2;

  private final MessageLimits limits;
  private final Listener listener;
  private final HeadReader head;
  private final LineReader line = new LineReader();
  private final ContentBuffer content = new ContentBuffer();
  private State state = State.START;
  private boolean told;

  private Fields fields = Fields.empty();
  private boolean skipping;
  private int blankOctets;
  private int sectionOctets;
  private int extensionOctets;
  private long skippedOctets;
  private long remaining;

  public RequestParser(MessageLimits limits, Folding folding, Listener listener) {
    this.limits = limits;
    this.listener = listener;
    this.head = new HeadReader(folding == Folding.UNFOLD);
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
      case CHUNK_SIZE -> chunkSize(input);
      case CHUNK -> chunk(input);
      case CHUNK_END -> chunkEnd(input);
      case TRAILERS -> trailer(input);
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
    RequestFraming framing = RequestFraming.of(fields, head.isVersion10());
    skipping = false;
    skippedOctets = 0;
    extensionOctets = 0;
    remaining = framing.length();
    refusal(framing).ifPresent(this::refuse);
    if (framing.chunked()) {
      state = State.CHUNK_SIZE;
    } else if (remaining > 0) {
      state = State.CONTENT;
    } else {
      complete();
    }
  }

  private Optional<MessageViolation> refusal(RequestFraming framing) {
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

  private void content(ByteBuffer input) {
    take(input, remaining);
    if (remaining == 0) {
      complete();
    }
  }

  private void chunkSize(ByteBuffer input) throws BrokenMessageException {
    if (!line.read(input, MAX_CHUNK_LINE, MessageViolation.CHUNK_EXTENSIONS_TOO_LARGE)) {
      return;
    }
    remaining = ChunkLine.size(line);
    int extensions = line.indexOf(';', 0);
    extensionOctets += extensions < 0 ? 0 : line.length() - extensions;
    require(extensionOctets <= MAX_EXTENSIONS, MessageViolation.CHUNK_EXTENSIONS_TOO_LARGE);
    line.clear();
    if (remaining == 0) {
      sectionOctets = 0;
      state = State.TRAILERS;
    } else {
      chunkAnnounced();
      state = State.CHUNK;
    }
  }

  private void chunkAnnounced() throws BrokenMessageException {
    boolean fits = content.length() + remaining <= limits.maxContent();
    if (skipping || !fits) {
      skippedOctets += content.length() + remaining;
      require(skippedOctets <= limits.maxSkipped(), MessageViolation.CONTENT_ENDLESS);
    }
    if (!skipping && !fits) {
      refuse(MessageViolation.CONTENT_TOO_LARGE);
    }
  }

  private void chunk(ByteBuffer input) {
    take(input, limits.maxContent() - content.length());
    if (remaining == 0) {
      state = State.CHUNK_END;
    }
  }

  private void chunkEnd(ByteBuffer input) throws BrokenMessageException {
    if (line.read(input, CRLF_LENGTH, MessageViolation.CHUNK_NOT_TERMINATED)) {
      line.clear();
      state = State.CHUNK_SIZE;
    }
  }

  private void trailer(ByteBuffer input) throws BrokenMessageException {
    if (!line.read(input, limits.maxHead() - sectionOctets, MessageViolation.TRAILERS_TOO_LARGE)) {
      return;
    }
    if (line.length() == 0) {
      complete();
    } else {
      head.trailerLine(line, sectionOctets == 0);
      sectionOctets += line.consumed();
    }
    line.clear();
  }

  private void take(ByteBuffer input, long expected) {
    int count = (int) Math.min(remaining, input.remaining());
    if (skipping) {
      input.position(input.position() + count);
    } else {
      content.append(input, count, expected);
    }
    remaining -= count;
  }

  private void complete() {
    state = State.START;
    if (!skipping) {
      told = true;
      listener.request(head.with(fields, content.take()));
    }
    fields = Fields.empty();
  }

  private void refuse(MessageViolation violation) {
    told = true;
    skipping = true;
    content.clear();
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
