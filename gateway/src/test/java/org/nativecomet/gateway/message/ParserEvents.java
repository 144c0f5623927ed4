package org.nativecomet.gateway.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.nativecomet.gateway.message.RequestParser.Folding;

/** What a parser tells about a text, one line an event, whatever way the text is cut. */
class ParserEvents implements RequestParser.Listener {
  static final MessageLimits LIMITS = new MessageLimits(32 * 1024, 100, 8 * 1024, 1 << 20, 4096);

  private final List<String> events = new ArrayList<>();
  private final RequestParser parser;

  ParserEvents(MessageLimits limits, Folding folding) {
    parser = new RequestParser(limits, folding, this);
  }

  /** The events of the whole text under message/http and the usual limits. */
  static List<String> of(String text) {
    return of(text, LIMITS, Folding.UNFOLD);
  }

  static List<String> of(String text, MessageLimits limits, Folding folding) {
    return new ParserEvents(limits, folding).feed(octets(text)).end();
  }

  /** The events when the text comes in two pieces. */
  static List<String> split(String text, int at, MessageLimits limits, Folding folding) {
    byte[] octets = octets(text);
    ParserEvents events = new ParserEvents(limits, folding);
    events.feed(ByteBuffer.wrap(octets, 0, at).slice());
    events.feed(ByteBuffer.wrap(octets, at, octets.length - at).slice());
    return events.end();
  }

  /** The events when the octets come one at a time. */
  static List<String> octetByOctet(String text, MessageLimits limits, Folding folding) {
    ParserEvents events = new ParserEvents(limits, folding);
    for (byte octet : octets(text)) {
      events.feed(new byte[] {octet});
    }
    return events.end();
  }

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  ParserEvents feed(byte[] octets) {
    return feed(ByteBuffer.wrap(octets));
  }

  private ParserEvents feed(ByteBuffer input) {
    while (parser.read(input)) {
      // One event a turn; what is left of the input is read in the next.
    }
    if (input.hasRemaining()) {
      throw new AssertionError("input is left though there was nothing to tell");
    }
    return this;
  }

  private List<String> end() {
    parser.end();
    return events;
  }

  List<String> soFar() {
    return List.copyOf(events);
  }

  @Override
  public void request(EnclosedRequest request) {
    StringBuilder event = new StringBuilder(request.method() + " " + request.target());
    request.fields().forEach(line -> event.append('|').append(line.name() + ":" + line.value()));
    String content = new String(request.content(), StandardCharsets.ISO_8859_1);
    events.add(event.append('|').append(content).toString());
  }

  @Override
  public void refused(EnclosedRequest head, MessageViolation violation) {
    events.add("refused " + violation + " " + head.method());
  }

  @Override
  public void broken(MessageViolation violation) {
    events.add("broken " + violation);
  }
}
