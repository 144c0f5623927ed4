package org.nativecomet.samples;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text of a note, read from a form, from JSON with one member, or as it is. Pure. */
final class NoteText {
  /** Characters; a note, not a novel. */
  static final int MAX_LENGTH = 500;

  private NoteText() {}

  static String from(Incoming request) throws BadRequest {
    String content = decode(request.content());
    String text =
        switch (request.contentType()) {
          case "application/x-www-form-urlencoded" -> fromForm(content);
          case "application/json" -> Json.stringMember(content, "text");
          case "text/plain" -> content;
          default -> throw new BadRequest(415, "Send a form, JSON or text/plain.");
        };
    if (text.isBlank() || text.length() > MAX_LENGTH) {
      throw new BadRequest(422, "A note has a text of 1 to " + MAX_LENGTH + " characters.");
    }
    return text.strip();
  }

  private static String fromForm(String content) throws BadRequest {
    for (String pair : content.split("&", -1)) {
      if (pair.startsWith("text=")) {
        try {
          return URLDecoder.decode(pair.substring("text=".length()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
          throw new BadRequest(400, "The form is not percent-encoded as forms are.");
        }
      }
    }
    throw new BadRequest(422, "The form has no field called text.");
  }

  private static String decode(byte[] content) throws BadRequest {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new BadRequest(400, "The content is not UTF-8.");
    }
  }
}
