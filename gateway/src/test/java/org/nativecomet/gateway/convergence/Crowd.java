package org.nativecomet.gateway.convergence;

import java.util.HashSet;
import java.util.Set;
import org.nativecomet.gateway.convergence.PlannedClient.Interest;
import org.nativecomet.gateway.endtoend.EnclosedResponses;
import org.nativecomet.gateway.endtoend.EnclosedResponses.Enclosed;
import org.nativecomet.gateway.testing.RawClient;

/**
 * Subscribers that come in numbers, are shown what there is, and go again. Each is like a client of
 * the plan, whose variant they join.
 */
final class Crowd {
  private static final int AT_ONCE = 40;

  private final Stage stage;
  private final PlannedClient model;
  private final Interest interest;

  Crowd(Stage stage, PlannedClient model, Interest interest) {
    this.stage = stage;
    this.model = model;
    this.interest = interest;
  }

  /** Comes once; returns when each was shown something. */
  void visit() {
    try (RawClient connection = RawClient.connect(stage.address())) {
      connection.send(
          "POST /comet HTTP/1.1\r\nHost: "
              + stage.authority()
              + "\r\nContent-Type: message/http\r\nTransfer-Encoding: chunked\r\n"
              + Client.cookie(model)
              + "\r\n");
      connection.readHead();
      connection.sendChunk(requests());
      readAnswers(EnclosedResponses.of(connection));
    }
  }

  private String requests() {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < AT_ONCE; i++) {
      requests
          .append("GET ")
          .append(resource().path())
          .append(" HTTP/1.1\r\nHost: ")
          .append(stage.authority())
          .append("\r\nExchange-Id: m")
          .append(i)
          .append("\r\nAccept-Language: ")
          .append(interest.language())
          .append("\r\nWhen-Modified-After: ")
          .append(Held.EPOCH)
          .append("\r\n")
          .append(Client.authorization(interest))
          .append("\r\n");
    }
    return requests.toString();
  }

  private void readAnswers(EnclosedResponses responses) {
    Reading reading = Client.reading(model, resource(), interest);
    Set<String> answered = new HashSet<>();
    while (answered.size() < AT_ONCE) {
      Enclosed response = responses.next();
      if (response.statusCode() == 200) {
        reading.judge(response.fields(), response.content());
      }
      answered.add(response.field("Exchange-Id"));
    }
  }

  private PlannedResource resource() {
    return stage.resource(interest.resource());
  }
}
