package org.nativecomet.gateway.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.nativecomet.gateway.message.RequestParser.Folding;

/** What a parser of responses tells about a text, one line an event, however the text is cut. */
final class ResponseEvents implements ResponseParser.Listener {
  static final MessageLimits LIMITS = new MessageLimits(1024, 20, 1, 1000, 0);

  private final List<String> events = new ArrayList<>();
  private final ResponseParser parser;

  private ResponseEvents(Folding folding) {
    parser = new ResponseParser(LIMITS, folding, this);
  }

  /** The events of the whole text under message/http. */
  static List<String> of(String text) {
    return of(text, Folding.UNFOLD);
  }

  static List<String> of(String text, Folding folding) {
    return inPieces(folding, text);
  }

  /** The events when the text comes in these pieces. */
  static List<String> inPieces(Folding folding, String... pieces) {
    ResponseEvents events = new ResponseEvents(folding);
    for (String piece : pieces) {
      events.parser.read(ByteBuffer.wrap(piece.getBytes(StandardCharsets.ISO_8859_1)));
    }
    events.parser.end();
    return events.events;
  }

  @Override
  public void response(EnclosedResponse response) {
    StringBuilder event = new StringBuilder().append(response.statusCode());
    response.fields().forEach(line -> event.append('|').append(line.name() + ":" + line.value()));
    String content = new String(response.content(), StandardCharsets.ISO_8859_1);
    events.add(event.append('|').append(content).toString());
  }

  @Override
  public void broken(MessageViolation violation) {
    events.add("broken " + violation);
  }
}
