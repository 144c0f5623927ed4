package org.nativecomet.gateway.admin;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where JSON that somebody has sent is wrong, in a sentence for the sender. The parser's own words
 * are not passed on: they speak of classes.
 */
final class JsonFault {
  /** Enough to find it by, and no more of what may be a megabyte. */
  private static final int MAX_QUOTED = 80;

  private JsonFault() {}

  /** Names the member, or the place in the text where it stops being JSON. */
  static String sentence(JacksonException fault) {
    if (fault instanceof UnrecognizedPropertyException unknown) {
      return "There is no member " + path(unknown.getPath()) + ".";
    }
    if (fault instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return "The member " + path(mapping.getPath()) + " is of another type than it should be.";
    }
    JsonLocation location = fault.getLocation();
    return location == null || location.getLineNr() < 1
        ? "The content is no object and no list of texts."
        : "The content is not JSON, or has a member twice, at line %d, column %d."
            .formatted(location.getLineNr(), location.getColumnNr());
  }

  /** Text from outside, on one line and in quotes; {@code null} for none. */
  static String quoted(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .limit(MAX_QUOTED)
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .forEach(quoted::appendCodePoint);
    return quoted.append(text.length() > MAX_QUOTED ? "…\"" : "\"").toString();
  }

  /** Such as {@code changes[0].response.status}. */
  private static String path(List<Reference> references) {
    StringBuilder path = new StringBuilder();
    for (Reference reference : references) {
      String name = reference.getFieldName();
      if (name == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    return quoted(path.toString());
  }
}
