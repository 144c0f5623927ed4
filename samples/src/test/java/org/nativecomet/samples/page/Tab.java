package org.nativecomet.samples.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.nativecomet.samples.testing.Deadline;

/** One tab of the browser: what a test may see and do in a page (Chrome DevTools Protocol). */
final class Tab {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private WebSocket socket;

  private Tab() {}

  static Tab connect(URI debuggerUri) throws Exception {
    Tab tab = new Tab();
    tab.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(debuggerUri, tab.new Receiver())
            .get(Deadline.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return tab;
  }

  void navigate(URI page) throws Exception {
    call("Page.navigate", Map.of("url", page.toString()));
  }

  /** Light or dark. */
  void prefer(String colorScheme) throws Exception {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", colorScheme);
    call("Emulation.setEmulatedMedia", Map.of("features", new Object[] {feature}));
  }

  void resize(int width, int height) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** The value of an expression, waited for where it is a promise. */
  JsonNode evaluate(String expression) throws Exception {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + "\n" + result.get("exceptionDetails").toPrettyString());
    }
    return result.path("result").path("value");
  }

  /** Returns when the expression is true; fails, showing the page's text, when it stays false. */
  void await(String expression) throws Exception {
    try {
      Deadline.until(expression, () -> evaluate("Boolean(" + expression + ")").asBoolean());
    } catch (AssertionError late) {
      throw new AssertionError(
          late.getMessage() + "\n" + evaluate("document.body.innerText").asText(), late);
    }
  }

  void screenshot(Path file) throws Exception {
    JsonNode image = call("Page.captureScreenshot", Map.of("format", "png"));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode(image.path("data").asText()));
  }

  private JsonNode call(String method, Map<String, ?> parameters) throws Exception {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
    command.set("params", JSON.valueToTree(parameters));
    socket.sendText(command.toString(), true).get(Deadline.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return answer.get(Deadline.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        receive(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void receive(String message) {
      try {
        JsonNode node = JSON.readTree(message);
        CompletableFuture<JsonNode> answer = answers.remove(node.path("id").asInt());
        if (answer != null && node.has("error")) {
          answer.completeExceptionally(new IOException(node.get("error").toString()));
        } else if (answer != null) {
          answer.complete(node.path("result"));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
