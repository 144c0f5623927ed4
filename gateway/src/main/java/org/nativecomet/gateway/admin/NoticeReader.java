package org.nativecomet.gateway.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the content of a notice: all of it, or nothing where any part is wrong. */
enum NoticeReader {
  /** {@code {"targets":["/a","/b?x=1"]}} and nothing else. */
  JSON("application/json") {
    @Override
    Stream<String> targets(byte[] content) throws Malformed {
      try {
        Targets read = STRICT.readValue(content, Targets.class);
        if (read == null || read.targets == null || read.targets.contains(null)) {
          throw new Malformed("Expected {\"targets\": [\"/path\", ...]}.");
        }
        return read.targets.stream();
      } catch (JacksonException malformed) {
        throw new Malformed("Expected {\"targets\": [\"/path\", ...]} as JSON in UTF-8.");
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  },

  /** One target a line; blank lines mean nothing. */
  LINES("text/plain") {
    @Override
    Stream<String> targets(byte[] content) {
      return new String(content, StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty());
    }
  };

  /** Why nothing was read; the message is for the sender. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  private record Targets(@JsonProperty("targets") @Nullable List<String> targets) {}

  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private final String mediaType;

  NoticeReader(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The reader for this type, without parameters. */
  static Optional<NoticeReader> of(String mediaType) {
    return Stream.of(values()).filter(reader -> reader.mediaType.equals(mediaType)).findFirst();
  }

  /** The distinct notices, in order; at least one. */
  Set<Notice> read(byte[] content) throws Malformed {
    Set<Notice> notices = new LinkedHashSet<>();
    for (String target : targets(content).toList()) {
      notices.add(
          Notice.parse(target)
              .orElseThrow(
                  () ->
                      new Malformed(
                          "Each target must be a path that starts with / or an absolute http URI,"
                              + " in ASCII and without a fragment.")));
    }
    if (notices.isEmpty()) {
      throw new Malformed("There is no target.");
    }
    return notices;
  }

  abstract Stream<String> targets(byte[] content) throws Malformed;
}
