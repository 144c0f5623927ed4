package org.nativecomet.conformance.scene;

import java.util.List;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Content;
import org.nativecomet.conformance.wire.Deadline;
import org.nativecomet.conformance.wire.Fields;
import org.nativecomet.conformance.wire.Head;
import org.nativecomet.conformance.wire.Http2Stream;
import org.nativecomet.conformance.wire.Incoming;
import org.nativecomet.conformance.wire.ResponseStream;
import org.nativecomet.conformance.wire.WireException;

/** The client's side of one outer exchange over HTTP/2. */
public final class Http2Client {
  private final Scene scene;
  private final Http2Stream exchange;
  private final ResponseStream responses;

  private Http2Client(Scene scene, Http2Stream exchange) {
    this.scene = scene;
    this.exchange = exchange;
    this.responses = new ResponseStream(exchange);
  }

  /** Opens a request stream. */
  public static Http2Client openStream(Scene scene) {
    return open(
        scene, false, "POST", "{endpoint}", "Content-Type: message/http", "Accept: message/http");
  }

  /** Sends a GET. */
  public static Http2Client get(Scene scene, String path, String... fields) {
    return open(scene, true, "GET", "{" + path + "}", fields);
  }

  private static Http2Client open(
      Scene scene, boolean end, String method, String target, String... fields) {
    Http2Stream exchange = new Http2Stream(scene.connectForHttp2("HTTP/2"));
    exchange.request(
        List.of(method, scene.fill("{scheme}"), scene.fill("{host}"), scene.fill(target)),
        Fields.of(fields),
        end);
    return new Http2Client(scene, exchange);
  }

  /** Sends part of the request stream. */
  public void send(String octets) {
    exchange.data(scene.octets(octets));
  }

  /** Ends the request stream. */
  public void end() {
    exchange.end();
  }

  /** Aborts the outer exchange. */
  public void reset() {
    exchange.reset();
  }

  public Head head() {
    return exchange.head(soon());
  }

  /** The next enclosed response. */
  public Answer answer() {
    if (head().status() != 200) {
      throw new Disagreement("a response stream", "the answer was " + head().startLine());
    }
    return responses
        .next(soon())
        .orElseThrow(() -> new Disagreement("an enclosed response", "the stream ended"));
  }

  /** The outer response as an ordinary one. */
  public Answer whole() {
    Head outer = head();
    return new Answer(outer, Content.readAll(exchange, soon()), System.nanoTime());
  }

  /** Reads to the clean end of the stream. */
  public void awaitEnd() {
    Deadline deadline = soon();
    try {
      while (exchange.next(deadline) != Incoming.END) {
        // What still comes does not matter.
      }
    } catch (WireException e) {
      throw new Disagreement("the stream to end with END_STREAM", e.actual());
    }
  }

  private Deadline soon() {
    return Deadline.in(scene.target().within());
  }
}
