package org.nativecomet.gateway.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.ChangeListener;
import org.nativecomet.gateway.change.Reach;
import org.nativecomet.gateway.exchange.ContentCollector;
import org.nativecomet.gateway.exchange.ExchangeHandler;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.MediaType;

/**
 * Takes the word of somebody who knows that resources have changed, and answers how many resources
 * and subscribers that reached. A notice counts whole or, where any part of it is wrong, not at
 * all.
 */
final class NoticeHandler implements ExchangeHandler {
  private final ChangeListener changes;
  private final int maxNotice;

  /**
   * @param maxNotice octets: a notice is read into memory whole
   */
  NoticeHandler(ChangeListener changes, int maxNotice) {
    this.changes = changes;
    this.maxNotice = maxNotice;
  }

  @Override
  public void handle(Request request, ResponseSink sink) {
    Optional<NoticeReader> reader = readerFor(request);
    if (reader.isEmpty()) {
      sink.respond(unsupported());
    } else {
      ContentCollector.collect(
          request.content(), maxNotice, new Received(request, reader.get(), sink));
    }
  }

  private static Optional<NoticeReader> readerFor(Request request) {
    List<String> types = request.fields().values("Content-Type");
    boolean plain = types.size() == 1 && !request.fields().has("Content-Encoding");
    return plain
        ? MediaType.parse(types.get(0)).flatMap(type -> NoticeReader.of(type.essence()))
        : Optional.empty();
  }

  private static Response unsupported() {
    String accepted = "application/json, text/plain, text/uri-list, message/http";
    Failure failure = Failure.client(415, "A notice is one of " + accepted + ", and not encoded.");
    return Answers.with(failure.toResponse(), "Accept", accepted);
  }

  /** What happens with the content once it is here. */
  private final class Received implements ContentCollector.Result {
    private final Request request;
    private final NoticeReader reader;
    private final ResponseSink sink;

    Received(Request request, NoticeReader reader, ResponseSink sink) {
      this.request = request;
      this.reader = reader;
      this.sink = sink;
    }

    @Override
    public void complete(byte[] octets) {
      try {
        Reach reach = Reach.NOBODY;
        for (Change change : reader.read(octets)) {
          reach = reach.plus(changes.changed(change));
        }
        Map<String, Integer> page = new LinkedHashMap<>();
        page.put("resources", reach.resources());
        page.put("subscribers", reach.subscribers());
        sink.respond(Answers.json(request, 200, Json.object(page)));
      } catch (NoticeReader.Malformed malformed) {
        refuse(400, String.valueOf(malformed.getMessage()));
      }
    }

    @Override
    public void tooLarge() {
      refuse(413, "A notice has at most " + maxNotice + " octets.");
    }

    @Override
    public void incomplete(Throwable cause) {
      refuse(400, "The content ended before it was complete.");
    }

    private void refuse(int statusCode, String detail) {
      sink.respond(Failure.client(statusCode, detail).toResponse());
    }
  }
}
