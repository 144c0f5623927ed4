package org.nativecomet.gateway.convergence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.nativecomet.gateway.convergence.PlannedClient.Interest;
import org.nativecomet.gateway.endtoend.EnclosedResponses;
import org.nativecomet.gateway.endtoend.EnclosedResponses.Enclosed;
import org.nativecomet.gateway.testing.RawClient;

/** GET for one resource, answered by a stream of its states. */
final class StreamConversation implements Conversation {
  private final Client client;
  private final Interest interest;
  private final Held held;

  StreamConversation(Client client) {
    this.client = client;
    this.interest = client.plan().interests().get(0);
    this.held = client.held(interest);
  }

  @Override
  public void converse(RawClient connection) {
    connection.send(request());
    EnclosedResponses responses = open(connection);
    boolean isLast = false;
    while (!isLast) {
      client.awaitReading();
      Enclosed response = responses.next();
      held.take(response.statusCode(), response.fields(), response.content(), Set.of());
      isLast = response.field("Subscribed").equals("none");
    }
    if (!responses.isAtEnd()) {
      throw new Violation(Property.FRAMING, "more after the last message");
    }
  }

  private String request() {
    return "GET "
        + client.stage().resource(interest.resource()).path()
        + " HTTP/1.1\r\nHost: "
        + client.stage().authority()
        + "\r\nAccept: message/http, */*;q=0.1\r\nAccept-Language: "
        + interest.language()
        + "\r\n"
        + (client.plan().isCompressed() ? "Accept-Encoding: gzip\r\n" : "")
        + client.credentials(interest)
        + held.ask()
        + "\r\n";
  }

  private EnclosedResponses open(RawClient connection) {
    String head = connection.readHead();
    if (!head.startsWith("HTTP/1.1 200 ")) {
      throw new Violation(Property.FRAMING, "no stream: " + head);
    }
    if (!head.contains("Content-Encoding: gzip")) {
      return EnclosedResponses.of(connection);
    }
    try {
      return EnclosedResponses.in(
          new GZIPInputStream(EnclosedResponses.chunksOf(connection), 8192));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
