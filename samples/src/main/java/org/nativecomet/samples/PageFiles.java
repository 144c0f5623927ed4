package org.nativecomet.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of the page, each a resource that never changes. What is not listed is not served. */
final class PageFiles {
  private static final List<String> FILES =
      List.of(
          "index.html",
          "style.css",
          "app.js",
          "message-http.js",
          "representation.js",
          "live.js",
          "views.js",
          "notes.js",
          "wire.js",
          "icon.svg");

  private final Map<String, Resource> byPath = new HashMap<>();

  PageFiles(Instant lastModified) {
    for (String file : FILES) {
      Representation representation =
          Representation.of(contentType(file), read(file), lastModified);
      byPath.put("/" + file, () -> Optional.of(representation));
    }
    byPath.put("/", byPath.get("/index.html"));
  }

  Optional<Resource> at(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  private static byte[] read(String file) {
    try (InputStream content = PageFiles.class.getResourceAsStream("page/" + file)) {
      if (content == null) {
        throw new IllegalStateException("the page has lost " + file);
      }
      return content.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String contentType(String file) {
    return switch (file.substring(file.lastIndexOf('.'))) {
      case ".html" -> "text/html; charset=utf-8";
      case ".css" -> "text/css; charset=utf-8";
      case ".svg" -> "image/svg+xml";
      default -> "text/javascript; charset=utf-8";
    };
  }
}
