package org.nativecomet.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.testing.ScriptedOrigin;

/** What is for one connection is not stored (RFC 9111, section 3.1). */
class CachedFieldsIT {
  private final ScriptedOrigin origin =
      ScriptedOrigin.answering(
          String.join(
              "\r\n",
              "HTTP/1.1 200 OK",
              "Cache-Control: max-age=60",
              "Connection: X-Hop, keep-alive",
              "X-Hop: 1",
              "Keep-Alive: timeout=5",
              "Proxy-Authenticate: Basic",
              "Proxy-Authentication-Info: a=b",
              "Trailer: X-After, Cache-Control",
              "X-End: 1",
              "Transfer-Encoding: chunked",
              "",
              "3\r\none\r\n0",
              "X-After: 1",
              "Cache-Control: no-store",
              "\r\n"));
  private final RunningGateway gateway = RunningGateway.before(origin.uri());

  @AfterEach
  void nothingIsLeftOpen() {
    gateway.close();
    origin.close();
  }

  private HttpResponse<String> hit() {
    gateway.send("GET", "/a", "");
    HttpResponse<String> hit = gateway.send("GET", "/a", "");
    assertThat(hit.headers().firstValue("Cache-Status").orElse("")).contains("; hit");
    assertThat(hit.body()).isEqualTo("one");
    return hit;
  }

  @Test
  void fieldsOfTheConnectionAndOfProxiesAreNotStored() {
    HttpResponse<String> hit = hit();
    assertThat(hit.headers().map())
        .containsKey("X-End")
        .doesNotContainKeys(
            "X-Hop", "Proxy-Authenticate", "Proxy-Authentication-Info", "Trailer", "Keep-Alive");
  }

  @Test
  void trailersAreNotCombinedWithFields() {
    HttpResponse<String> hit = hit();
    assertThat(hit.headers().map()).doesNotContainKey("X-After");
    assertThat(hit.headers().allValues("Cache-Control")).containsExactly("max-age=60");
  }

  @Test
  void contentIsTransformedForNobody() {
    String text = "one ".repeat(1000);
    String[] fields = {"Cache-Control: max-age=60, no-transform", "Content-Type: text/plain"};
    origin.serveWith(ScriptedOrigin.always(ScriptedOrigin.ok(text, fields)));
    for (String whence : List.of("fwd=uri-miss", "hit")) {
      HttpResponse<String> answer =
          gateway.send("GET", "/text", "", "Accept-Encoding", "gzip", "Accept", "image/*");

      assertThat(answer.headers().firstValue("Cache-Status").orElse("")).contains(whence);
      assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain");
      assertThat(answer.body()).isEqualTo(text);
    }
  }
}
