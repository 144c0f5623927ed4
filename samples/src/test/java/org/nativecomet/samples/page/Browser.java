package org.nativecomet.samples.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nativecomet.samples.testing.Deadline;
import org.nativecomet.samples.testing.Peer;
import org.nativecomet.samples.testing.Rest;
import org.nativecomet.samples.testing.Tool;

/** A headless Chromium of its own, driven through its debugging port. */
final class Browser implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("DevTools listening on ws://127\\.0\\.0\\.1:([0-9]+)/");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Peer process;
  private final URI debugging;

  private Browser(Peer process, URI debugging) {
    this.process = process;
    this.debugging = debugging;
  }

  /**
   * @param folder for its profile; chromium keeps writing there until it has ended
   */
  static Browser start(Path folder) throws Exception {
    String chromium = Tool.require("chromium", "chromium", "chromium-browser", "google-chrome");
    Path profile = Files.createTempDirectory(folder, "chromium");
    Peer process =
        Peer.start(
            folder,
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--user-data-dir=" + profile,
            "--remote-debugging-port=0",
            "--window-size=1400,1000",
            "about:blank");
    try {
      Deadline.until("a debugging port", () -> LISTENING.matcher(process.errors()).find());
    } catch (AssertionError silent) {
      process.close();
      throw new AssertionError("chromium did not start:\n" + process.errors(), silent);
    }
    Matcher port = LISTENING.matcher(process.errors());
    if (!port.find()) {
      throw new IllegalStateException("it was there a moment ago");
    }
    return new Browser(process, URI.create("http://127.0.0.1:" + port.group(1)));
  }

  /** A new tab, taken to the page. */
  Tab open(URI page) throws Exception {
    String created = Rest.send("PUT", debugging.resolve("/json/new?about:blank"), "", "").body();
    Tab tab = Tab.connect(URI.create(JSON.readTree(created).path("webSocketDebuggerUrl").asText()));
    tab.navigate(page);
    return tab;
  }

  @Override
  public void close() {
    process.close();
  }
}
