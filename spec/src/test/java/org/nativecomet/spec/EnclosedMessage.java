package org.nativecomet.spec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One message of an example: its start line, field lines and decoded content. */
record EnclosedMessage(String startLine, List<Field> fields, String content) {
  record Field(String name, String value) {}

  boolean isResponse() {
    return startLine.startsWith("HTTP/");
  }

  Optional<String> field(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .findFirst();
  }

  boolean isStream() {
    String type = field("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith("message/http") || type.startsWith("application/http");
  }
}
