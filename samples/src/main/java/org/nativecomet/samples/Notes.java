package org.nativecomet.samples;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A collection that people add to: POST adds a note, each of which can be read, replaced and
 * deleted at its own URI.
 *
 * <p>Threading: any; guarded by the collection itself.
 */
final class Notes implements Resource {
  /** The oldest gives way to the next one, so that a page left open stays readable. */
  static final int MAX_NOTES = 50;

  private record Note(int id, String text, Instant changed) {
    String toJson() {
      return "{\"id\":" + id + ",\"text\":" + Json.quote(text) + "}";
    }
  }

  private final String path;
  private final Clock clock;
  private final TreeMap<Integer, Note> notes = new TreeMap<>();
  private int lastId;
  private Instant changed;

  Notes(String path, Clock clock) {
    this.path = path;
    this.clock = clock;
    this.changed = clock.instant();
  }

  synchronized int add(String text) {
    changed = clock.instant();
    notes.put(++lastId, new Note(lastId, text, changed));
    if (notes.size() > MAX_NOTES) {
      notes.pollFirstEntry();
    }
    return lastId;
  }

  @Override
  public synchronized Optional<Representation> current() {
    String list =
        notes.values().stream().map(Note::toJson).collect(Collectors.joining(",\n ", "[", "]"));
    return Optional.of(Representation.json(list, changed));
  }

  @Override
  public boolean takes(String method) {
    return method.equals("POST");
  }

  @Override
  public synchronized Reply act(Incoming request) throws BadRequest {
    int id = add(NoteText.from(request));
    return Reply.whole(201, stateOf(id).orElseThrow()).with("Location", path + "/" + id);
  }

  /** The note at a path below the collection's; empty where no note can be. */
  Optional<Resource> item(String itemPath) {
    String digits = itemPath.substring(path.length() + 1);
    if (!digits.matches("[1-9][0-9]{0,8}")) {
      return Optional.empty();
    }
    return Optional.of(new Item(Integer.parseInt(digits)));
  }

  private synchronized Optional<Representation> stateOf(int id) {
    return Optional.ofNullable(notes.get(id))
        .map(note -> Representation.json(note.toJson(), note.changed()));
  }

  private synchronized Reply replace(int id, String text) {
    if (!notes.containsKey(id)) {
      return Reply.saying(404, "There is no such note; POST makes new ones.");
    }
    changed = clock.instant();
    notes.put(id, new Note(id, text, changed));
    return Reply.whole(200, stateOf(id).orElseThrow());
  }

  private synchronized Reply delete(int id) {
    if (notes.remove(id) == null) {
      return Reply.saying(404, "There is no such note.");
    }
    changed = clock.instant();
    return Reply.of(204);
  }

  private final class Item implements Resource {
    private final int id;

    Item(int id) {
      this.id = id;
    }

    @Override
    public Optional<Representation> current() {
      return stateOf(id);
    }

    @Override
    public boolean takes(String method) {
      return method.equals("PUT") || method.equals("DELETE");
    }

    @Override
    public Reply act(Incoming request) throws BadRequest {
      return request.method().equals("PUT") ? replace(id, NoteText.from(request)) : delete(id);
    }
  }
}
