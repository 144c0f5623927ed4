package org.nativecomet.conformance.scene;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Connection;
import org.nativecomet.conformance.wire.Content;
import org.nativecomet.conformance.wire.Deadline;
import org.nativecomet.conformance.wire.Head;
import org.nativecomet.conformance.wire.Incoming;
import org.nativecomet.conformance.wire.ResponseStream;
import org.nativecomet.conformance.wire.WireException;

/**
 * The client's side of one outer exchange whose response is a stream: sends enclosed requests and
 * keeps the responses that nobody has asked for yet.
 */
public final class StreamClient {
  private final Connection connection;
  private final Duration within;
  private final List<Answer> unread = new ArrayList<>();
  private @Nullable Head head;
  private @Nullable ResponseStream stream;
  private boolean ended;

  StreamClient(Connection connection, Duration within) {
    this.connection = connection;
    this.within = within;
  }

  public Connection connection() {
    return connection;
  }

  /** Sends octets as one chunk of the outer request. */
  public void send(byte[] octets) {
    if (octets.length > 0) {
      connection.send(chunk(octets, 0, octets.length));
    }
  }

  /** Sends each octet as a chunk of its own. */
  public void sendOctetByOctet(byte[] octets) {
    for (int i = 0; i < octets.length; i++) {
      connection.send(chunk(octets, i, 1));
    }
  }

  /** Ends the request stream. */
  public void end() {
    connection.send("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** The head of the outer response, interim ones skipped. */
  public Head head() {
    Head current = head;
    while (current == null) {
      Head read = Head.read(connection, Deadline.in(within));
      if (read.status() >= 200) {
        current = read;
      }
    }
    head = current;
    return current;
  }

  /** Makes sure that the outer response is a response stream. */
  public ResponseStream stream() {
    ResponseStream current = stream;
    if (current == null) {
      Head outer = head();
      String type = outer.fields().first("Content-Type").orElse("none");
      if (outer.status() != 200 || !type.matches("(?i)(message|application)/http\\b.*")) {
        throw new Disagreement(
            "a response stream", "the outer response is " + outer.startLine() + " of type " + type);
      }
      current = new ResponseStream(content(outer));
      stream = current;
    }
    return current;
  }

  /** The outer response as an ordinary one. */
  public Answer whole() {
    Head outer = head();
    return new Answer(
        outer,
        Content.readAll(Content.ofResponse(outer, false, connection), Deadline.in(within)),
        System.nanoTime());
  }

  /** The next response that is wanted; others are kept for later. */
  public Answer await(Predicate<Answer> wanted, Duration time, String expected) {
    for (Answer answer : unread) {
      if (wanted.test(answer)) {
        unread.remove(answer);
        return answer;
      }
    }
    Deadline deadline = Deadline.in(time);
    while (true) {
      Optional<Answer> answer = read(deadline, expected);
      if (answer.isEmpty()) {
        throw new Disagreement(expected, "the stream ended" + others());
      }
      if (wanted.test(answer.get())) {
        return answer.get();
      }
      unread.add(answer.get());
    }
  }

  /** A response that is wanted and came within the time; empty if none did, as is hoped. */
  public Optional<Answer> watch(Predicate<Answer> unwanted, Duration time) {
    Optional<Answer> early = unread.stream().filter(unwanted).findFirst();
    if (early.isPresent()) {
      return early;
    }
    Deadline deadline = Deadline.in(time);
    while (!ended) {
      try {
        Optional<Answer> answer = stream().next(deadline);
        if (answer.isEmpty()) {
          ended = true;
        } else if (unwanted.test(answer.get())) {
          return answer;
        } else {
          unread.add(answer.get());
        }
      } catch (WireException.Silence quiet) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Reads to the clean end of the response stream. */
  public void awaitEnd(Duration time) {
    Deadline deadline = Deadline.in(time);
    while (read(deadline, "the clean end of the response stream").isPresent()) {
      // What still comes is kept by read.
    }
  }

  /** Responses that arrived and were not asked for. */
  public List<Answer> unread() {
    return List.copyOf(unread);
  }

  /** Whether the server closes the connection. */
  public void awaitClose(Duration time) {
    Deadline deadline = Deadline.in(time);
    try {
      while (connection.next(deadline) != Incoming.END) {
        // Whatever else comes does not matter.
      }
    } catch (WireException.Silence e) {
      throw new Disagreement("the connection is closed", "it is still open");
    } catch (WireException.Broken closed) {
      // A reset closes as well.
    }
  }

  private Optional<Answer> read(Deadline deadline, String expected) {
    if (ended) {
      return Optional.empty();
    }
    try {
      Optional<Answer> answer = stream().next(deadline);
      if (answer.isEmpty()) {
        ended = true;
      }
      return answer;
    } catch (WireException e) {
      throw new Disagreement(expected, e.actual() + others());
    }
  }

  private Incoming content(Head outer) {
    return Content.decoded(outer.fields(), Content.ofResponse(outer, false, connection));
  }

  private String others() {
    return unread.isEmpty()
        ? ""
        : "; what came was "
            + unread.stream()
                .map(Answer::describe)
                .collect(java.util.stream.Collectors.joining("; "));
  }

  private static byte[] chunk(byte[] octets, int offset, int length) {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    chunk.write(octets, offset, length);
    chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    return chunk.toByteArray();
  }
}
