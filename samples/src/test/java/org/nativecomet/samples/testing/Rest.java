package org.nativecomet.samples.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Ordinary requests, and the one that stays, by the JDK's client over HTTP/1.1. */
public final class Rest {
  private static final String EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT";
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Rest() {}

  public static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return send("GET", uri, "", "");
  }

  /**
   * @param contentType empty for a request without content
   */
  public static HttpResponse<String> send(
      String method, URI uri, String contentType, String content)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Deadline.PATIENCE);
    if (contentType.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", contentType).method(method, BodyPublishers.ofString(content));
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  /** Subscribes; the first response in the queue is the state now. */
  public static ResponseQueue subscribe(URI uri) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Accept", "message/http, */*;q=0.5")
            .header("When-Modified-After", EPOCH)
            .timeout(Duration.ofSeconds(20))
            .build();
    HttpResponse<InputStream> response = CLIENT.send(request, BodyHandlers.ofInputStream());
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (response.statusCode() != 200 || !type.startsWith("message/http")) {
      throw new AssertionError("not a stream: " + response.statusCode() + " " + type);
    }
    return new ResponseQueue(response.body());
  }
}
