package org.nativecomet.gateway.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.Extent;

/** Reads the content of a notice: all of it, or nothing where any part is wrong. */
enum NoticeReader {
  /**
   * {@code {"targets": [...], "prefixes": [...], "groups": [...], "changes": [...]}}, or a list.
   */
  JSON("application/json") {
    @Override
    List<Change> changes(byte[] content) throws Malformed {
      try {
        JsonNode root = STRICT.readTree(content);
        Document document =
            root.isArray()
                ? Document.of(STRICT.treeToValue(root, String[].class))
                : STRICT.treeToValue(root, Document.class);
        if (document == null) {
          throw new Malformed(EXPECTED);
        }
        return changes(document);
      } catch (JacksonException malformed) {
        throw new Malformed(JsonFault.sentence(malformed) + " " + EXPECTED);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }

    private List<Change> changes(Document document) throws Malformed {
      List<Extent> extents = new ArrayList<>();
      extents.addAll(extents(document.targets(), ExtentNotation::any, TARGET));
      extents.addAll(extents(document.prefixes(), ExtentNotation::prefix, TARGET));
      extents.addAll(extents(document.groups(), ExtentNotation::group, GROUP));
      List<Change> changes = new ArrayList<>();
      if (!extents.isEmpty()) {
        changes.add(new Change(extents, Change.Cause.NOTICE));
      }
      int index = 0;
      for (PublishedResponse published : orNone(document.changes())) {
        changes.add(change(published, index++));
      }
      return changes;
    }

    private Change change(@Nullable PublishedResponse published, int index) throws Malformed {
      try {
        return PublishedResponse.toChange(published);
      } catch (Malformed malformed) {
        throw new Malformed("changes[" + index + "]: " + malformed.getMessage());
      }
    }
  },

  /** One a line; blank lines mean nothing. */
  LINES("text/plain") {
    @Override
    List<Change> changes(byte[] content) throws Malformed {
      return lines(content, line -> !line.isEmpty());
    }
  },

  /** The same; lines that begin with # are comments (RFC 2483, section 5). */
  URI_LIST("text/uri-list") {
    @Override
    List<Change> changes(byte[] content) throws Malformed {
      return lines(content, line -> !line.isEmpty() && !line.startsWith("#"));
    }
  },

  /** The new response of one resource. */
  RESPONSE("message/http") {
    @Override
    List<Change> changes(byte[] content) throws Malformed {
      return List.of(EnclosedResponse.toChange(content));
    }
  };

  /** Why nothing was read; the message is for the sender. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  private record Document(
      @JsonProperty("targets") @Nullable List<@Nullable String> targets,
      @JsonProperty("prefixes") @Nullable List<@Nullable String> prefixes,
      @JsonProperty("groups") @Nullable List<@Nullable String> groups,
      @JsonProperty("changes") @Nullable List<@Nullable PublishedResponse> changes) {
    /** A list is one of targets. */
    static Document of(@Nullable String[] targets) {
      return new Document(Arrays.asList(targets), null, null, null);
    }
  }

  private static final String EXPECTED =
      "Expected is JSON in UTF-8 such as {\"targets\": [\"/path\"], \"prefixes\": [\"/path\"],"
          + " \"groups\": [\"name\"]}, or \"changes\" with the responses themselves.";

  private static final String TARGET =
      " is no target, which is a path that starts with / or an absolute http URI, in ASCII and"
          + " without a fragment, with a * at its end for everything that begins like it.";

  private static final String GROUP =
      " is no name of a group, which is one or more visible ASCII characters or spaces.";

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

  /** What has changed; at least one thing. */
  List<Change> read(byte[] content) throws Malformed {
    List<Change> changes = changes(content);
    if (changes.isEmpty()) {
      throw new Malformed("There is no target.");
    }
    return changes;
  }

  abstract List<Change> changes(byte[] content) throws Malformed;

  private static List<Change> lines(byte[] content, Predicate<String> counts) throws Malformed {
    List<String> lines =
        new String(content, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(counts)
            .toList();
    List<Extent> extents = extents(lines, ExtentNotation::any, TARGET);
    return extents.isEmpty() ? List.of() : List.of(new Change(extents, Change.Cause.NOTICE));
  }

  /**
   * What the texts mean, each once.
   *
   * @param complaint completes the sentence "TEXT …"
   */
  private static List<Extent> extents(
      @Nullable List<@Nullable String> texts,
      Function<String, Optional<Extent>> notation,
      String complaint)
      throws Malformed {
    List<Extent> extents = new ArrayList<>();
    for (String text : new LinkedHashSet<>(orNone(texts))) {
      Optional<Extent> extent = text == null ? Optional.empty() : notation.apply(text);
      extents.add(extent.orElseThrow(() -> new Malformed(JsonFault.quoted(text) + complaint)));
    }
    return extents;
  }

  private static <T extends @Nullable Object> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
