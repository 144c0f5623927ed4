package org.nativecomet.gateway.convergence;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.convergence.PlannedClient.Interest;
import org.nativecomet.gateway.endtoend.EnclosedResponses;
import org.nativecomet.gateway.endtoend.EnclosedResponses.Enclosed;
import org.nativecomet.gateway.testing.RawClient;

/**
 * A request stream: subscriptions and writes up, their answers and updates down.
 *
 * <p>Threading: one thread reads and asks, another writes. The lock keeps chunks whole and guards
 * the writes that are not answered.
 */
final class CometConversation implements Conversation {
  private final Client client;
  private final Map<String, PlannedResource> unanswered = new HashMap<>();
  private @Nullable RawClient connection;

  CometConversation(Client client) {
    this.client = client;
  }

  @Override
  public void converse(RawClient opened) {
    opened.send(
        "POST /comet HTTP/1.1\r\nHost: "
            + client.stage().authority()
            + "\r\nContent-Type: message/http\r\nTransfer-Encoding: chunked\r\n"
            + Client.cookie(client.plan())
            + "\r\n");
    String head = opened.readHead();
    if (!head.startsWith("HTTP/1.1 200 ")) {
      throw new Violation(Property.FRAMING, "no stream: " + head);
    }
    synchronized (this) {
      connection = opened;
    }
    client.plan().interests().forEach(this::ask);
    EnclosedResponses responses = EnclosedResponses.of(opened);
    try {
      while (true) {
        client.awaitReading();
        take(responses.next());
      }
    } finally {
      end();
    }
  }

  @Override
  public synchronized void write(String write, PlannedResource resource, int size) {
    if (connection == null) {
      client.stage().errands().lost(write);
      return;
    }
    unanswered.put(write, resource);
    String content = write + " " + size;
    connection.sendChunk(
        head("PUT", resource)
            + "Exchange-Id: "
            + write
            + "\r\nContent-Length: "
            + content.length()
            + "\r\n\r\n"
            + content);
  }

  private synchronized void ask(Interest interest) {
    if (connection != null) {
      connection.sendChunk(
          head("GET", client.stage().resource(interest.resource()))
              + (interest.isNamed() ? "Exchange-Id: " + id(interest) + "\r\n" : "")
              + "Accept-Language: "
              + interest.language()
              + "\r\n"
              + Client.authorization(interest)
              + client.held(interest).ask()
              + "\r\n");
    }
  }

  private String head(String method, PlannedResource resource) {
    return method
        + " "
        + resource.path()
        + " HTTP/1.1\r\nHost: "
        + client.stage().authority()
        + "\r\n";
  }

  private String id(Interest interest) {
    return "i" + client.plan().interests().indexOf(interest);
  }

  private void take(Enclosed response) {
    String id = response.field("Exchange-Id");
    if (isWrite(id)) {
      answered(id, response);
      return;
    }
    Interest interest = interest(id, response.field("Content-Location"));
    Set<String> writes = unansweredNames();
    client
        .held(interest)
        .take(response.statusCode(), response.fields(), response.content(), writes);
    String subscribed = response.field("Subscribed");
    if (subscribed.equals("none")) {
      client.breathe();
      ask(interest);
    } else if (!subscribed.equals("OK")) {
      throw new Violation(Property.FRAMING, "a state that does not say whether more will come");
    }
  }

  private Interest interest(String id, String location) {
    Optional<Interest> found =
        client.plan().interests().stream()
            .filter(
                interest ->
                    interest.isNamed()
                        ? id(interest).equals(id)
                        : id.isEmpty()
                            && client.stage().resource(interest.resource()).path().equals(location))
            .findFirst();
    return found.orElseThrow(
        () -> new Violation(Property.FRAMING, "answers nothing: " + id + " " + location));
  }

  private synchronized boolean isWrite(String id) {
    return unanswered.containsKey(id);
  }

  private synchronized Set<String> unansweredNames() {
    return Set.copyOf(unanswered.keySet());
  }

  private synchronized void answered(String write, Enclosed response) {
    unanswered.remove(write);
    client.plan().interests().forEach(interest -> client.held(interest).note("written " + write));
    client.stage().errands().written(write, response.statusCode());
  }

  private synchronized void end() {
    connection = null;
    unanswered.keySet().forEach(write -> client.stage().errands().lost(write));
  }
}
