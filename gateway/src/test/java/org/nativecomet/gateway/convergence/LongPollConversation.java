package org.nativecomet.gateway.convergence;

import java.util.Set;
import org.nativecomet.gateway.convergence.PlannedClient.Interest;
import org.nativecomet.gateway.convergence.PlannedClient.Resumption;
import org.nativecomet.gateway.testing.RawClient;
import org.nativecomet.gateway.testing.RawClient.Message;

/** One long poll after another, for one resource. */
final class LongPollConversation implements Conversation {
  private final Client client;
  private final Interest interest;
  private final Held held;

  LongPollConversation(Client client) {
    this.client = client;
    this.interest = client.plan().interests().get(0);
    this.held = client.held(interest);
  }

  @Override
  public void converse(RawClient connection) {
    boolean isOpen = true;
    while (isOpen) {
      client.awaitReading();
      connection.send(request());
      Message answer = connection.readMessage();
      held.take(answer.statusCode(), answer.fields(), answer.content(), Set.of());
      if (answer.statusCode() >= 400 || client.plan().resumption() == Resumption.FORGETFUL) {
        client.breathe();
      }
      isOpen = !answer.fields().lists("Connection", "close");
    }
  }

  private String request() {
    return "GET "
        + client.stage().resource(interest.resource()).path()
        + " HTTP/1.1\r\nHost: "
        + client.stage().authority()
        + "\r\nPrefer: wait=1\r\nAccept-Language: "
        + interest.language()
        + "\r\n"
        + client.credentials(interest)
        + held.ask()
        + "\r\n";
  }
}
