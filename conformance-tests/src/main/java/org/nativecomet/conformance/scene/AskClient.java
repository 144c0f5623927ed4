package org.nativecomet.conformance.scene;

import java.time.Duration;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Connection;
import org.nativecomet.conformance.wire.Content;
import org.nativecomet.conformance.wire.Deadline;
import org.nativecomet.conformance.wire.Head;
import org.nativecomet.conformance.wire.WireException;

/** A client that sends ordinary requests on one connection and reads one response for each. */
public final class AskClient {
  private final Connection connection;
  private boolean head;

  AskClient(Connection connection) {
    this.connection = connection;
  }

  public Connection connection() {
    return connection;
  }

  /** Sends a request as it is. */
  public void send(byte[] request) {
    head =
        request.length > 5
            && new String(request, 0, 5, java.nio.charset.StandardCharsets.US_ASCII)
                .equals("HEAD ");
    connection.send(request);
  }

  /** The final response, whole. */
  public Answer answer(Duration time) {
    Deadline deadline = Deadline.in(time);
    try {
      Head read = Head.read(connection, deadline);
      while (read.status() < 200) {
        read = Head.read(connection, deadline);
      }
      String content = Content.readAll(Content.ofResponse(read, head, connection), deadline);
      return new Answer(read, content, System.nanoTime());
    } catch (WireException e) {
      throw new Disagreement("a response", e.actual());
    }
  }

  /** Makes sure that nothing arrives for a while. */
  public void silence(Duration time) {
    try {
      int octet = connection.next(Deadline.in(time));
      throw new Disagreement(
          "no octet yet", octet < 0 ? "the connection was closed" : "octets arrived");
    } catch (WireException.Silence expected) {
      // As it should be.
    }
  }
}
