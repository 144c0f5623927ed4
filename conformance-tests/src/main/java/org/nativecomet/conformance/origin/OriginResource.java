package org.nativecomet.conformance.origin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An ordinary resource: it has a representation with validators, obeys conditions, and can be read,
 * replaced and deleted. It knows nothing of subscriptions.
 *
 * <p>Threading: guarded by itself.
 */
public final class OriginResource implements Behaviour {
  /**
   * Versions differ by this, so that each has a Last-Modified of its own and none is in the future.
   */
  private static final Duration BETWEEN_VERSIONS = Duration.ofSeconds(10);

  private final String name;
  private String content;
  private String entityTag;
  private Instant lastModified = Instant.now().minus(Duration.ofHours(2));
  private List<String> fields = List.of("Content-Type: text/plain");
  private int version = 1;
  private int status = 200;
  private int afterDelete = 404;
  private boolean dated = true;

  OriginResource(String name, String content) {
    this.name = name;
    this.content = content;
    this.entityTag = tag();
  }

  /** Gives it other fields beside the validators. */
  public synchronized OriginResource fields(String... lines) {
    fields = new ArrayList<>(List.of(lines));
    if (Arrays.stream(lines).noneMatch(line -> line.startsWith("Content-Type:"))) {
      fields.add("Content-Type: text/plain");
    }
    return this;
  }

  /** A new representation, with new validators. */
  public synchronized OriginResource change(String newContent) {
    return change(newContent, lastModified.plus(BETWEEN_VERSIONS));
  }

  /** A new representation with a new entity tag and this date. */
  public synchronized OriginResource change(String newContent, Instant modified) {
    version++;
    content = newContent;
    entityTag = tag();
    lastModified = modified;
    status = 200;
    return this;
  }

  /** The same representation, modified now. */
  public synchronized OriginResource touch(Instant modified) {
    lastModified = modified;
    return this;
  }

  /** Answers with this status instead; 200 ends it. */
  public synchronized OriginResource status(int newStatus) {
    status = newStatus;
    return this;
  }

  /** What it answers after a DELETE; 200 means that a DELETE resets it. */
  public synchronized OriginResource afterDelete(int newStatus) {
    afterDelete = newStatus;
    return this;
  }

  /** Sends no Last-Modified. */
  public synchronized OriginResource undated() {
    dated = false;
    return this;
  }

  /** Sends no ETag. */
  public synchronized OriginResource untagged() {
    entityTag = "";
    return this;
  }

  public synchronized String entityTag() {
    return entityTag;
  }

  public synchronized String lastModified() {
    return Reply.date(lastModified);
  }

  @Override
  public synchronized Reply answer(OriginRequest request) {
    return switch (request.method()) {
      case "GET", "HEAD" -> read(request);
      case "PUT" -> replace(request);
      case "DELETE" -> delete();
      case "OPTIONS" -> Reply.of(204, "", "Allow: GET, HEAD, PUT, DELETE, POST, OPTIONS");
      default -> Reply.of(200, "done", "Content-Type: text/plain");
    };
  }

  private Reply read(OriginRequest request) {
    String[] lines = lines();
    if (status >= 300) {
      return Reply.of(status, "status " + status, "Content-Type: text/plain");
    }
    if (isNotModified(request)) {
      return Reply.of(304, "", lines);
    }
    return request.method().equals("HEAD")
        ? Reply.withoutContent(status, content.length(), lines)
        : Reply.of(status, content, lines);
  }

  private Reply replace(OriginRequest request) {
    String condition = request.fields().first("If-Match").orElse("*");
    if (!condition.equals("*") && !condition.equals(entityTag)) {
      return Reply.of(412, "", lines());
    }
    if (status != 200 || !request.content().equals(content)) {
      change(request.content());
    }
    return Reply.of(204, "");
  }

  private Reply delete() {
    if (afterDelete == 200) {
      change("reset");
    } else {
      status = afterDelete;
    }
    return Reply.of(204, "");
  }

  private boolean isNotModified(OriginRequest request) {
    List<String> tags = request.fields().all("If-None-Match");
    if (!tags.isEmpty()) {
      return !entityTag.isEmpty()
          && Arrays.stream(String.join(",", tags).split(",", -1))
              .map(tag -> tag.strip().replaceFirst("^W/", ""))
              .anyMatch(tag -> tag.equals("*") || tag.equals(entityTag));
    }
    return dated
        && request.fields().first("If-Modified-Since").map(lastModified()::equals).orElse(false);
  }

  private String[] lines() {
    List<String> lines = new ArrayList<>(fields);
    if (!entityTag.isEmpty()) {
      lines.add("ETag: " + entityTag);
    }
    if (dated) {
      lines.add("Last-Modified: " + lastModified());
    }
    return lines.toArray(String[]::new);
  }

  private String tag() {
    return "\"" + name + "-" + version + "\"";
  }
}
