package org.nativecomet.samples;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One response of the sample origin. Framing fields are added when it is sent. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody writes to the octets
record Reply(int status, Map<String, String> fields, byte[] content) {
  static Reply of(int status) {
    return new Reply(status, Map.of(), new byte[0]);
  }

  /** A response whose content is one sentence for a person. */
  static Reply saying(int status, String sentence) {
    byte[] content = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
    return new Reply(status, Map.of("Content-Type", "text/plain; charset=utf-8"), content);
  }

  /** The whole representation. */
  static Reply whole(int status, Representation representation) {
    return describing(status, representation, representation.content());
  }

  /** The fields of a representation with the content given: a part of it, or nothing. */
  static Reply describing(int status, Representation representation, byte[] content) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("ETag", representation.etag());
    fields.put("Last-Modified", HttpTime.format(representation.lastModified()));
    fields.put("Cache-Control", "no-cache");
    fields.put("Content-Type", representation.contentType());
    if (representation.mayGrow()) {
      fields.put("Accept-Ranges", "bytes");
    }
    return new Reply(status, fields, content);
  }

  Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new Reply(status, more, content);
  }

  Reply without(String name) {
    Map<String, String> fewer = new LinkedHashMap<>(fields);
    fewer.remove(name);
    return new Reply(status, fewer, content);
  }
}
