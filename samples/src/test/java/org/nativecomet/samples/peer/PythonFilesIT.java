package org.nativecomet.samples.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nativecomet.samples.testing.FrontGateway;
import org.nativecomet.samples.testing.Peer;
import org.nativecomet.samples.testing.ResponseQueue;
import org.nativecomet.samples.testing.Rest;
import org.nativecomet.samples.testing.Tool;

/** Python's http.server on a folder: HTTP/1.0, dates only, no entity tags, nothing but GET. */
class PythonFilesIT {
  private static final Pattern PORT = Pattern.compile(" port ([0-9]+) ");

  @TempDir private Path folder;
  private Path file;
  private Peer server;
  private FrontGateway gateway;

  @BeforeEach
  void start() throws Exception {
    String python = Tool.require("python3", "python3");
    file = Files.writeString(folder.resolve("doc.txt"), "one");
    // Dates have seconds: an edit in the same one could not be told by anybody.
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    server = Peer.start(folder, python, "-u", "-m", "http.server", "--bind", "127.0.0.1", "0");
    Matcher port = PORT.matcher(server.line(line -> PORT.matcher(line).find()));
    assertThat(port.find()).isTrue();
    gateway = FrontGateway.before(URI.create("http://127.0.0.1:" + port.group(1)));
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void anEditOnTheDiskReachesASubscriber() throws Exception {
    ResponseQueue updates = Rest.subscribe(gateway.uri("/doc.txt"));
    assertThat(updates.next().content()).isEqualTo("one");
    Files.writeString(file, "two");
    updates.await("the edit", r -> r.status() == 200 && r.content().equals("two"));
  }

  @Test
  void aNewFileInAFolderReachesASubscriberOfItsListing() throws Exception {
    ResponseQueue updates = Rest.subscribe(gateway.uri("/"));
    assertThat(updates.next().content()).contains("doc.txt");
    Files.writeString(folder.resolve("new.txt"), "new");
    updates.await("the new listing", r -> r.status() == 200 && r.content().contains("new.txt"));
  }

  @Test
  void aFileRemovedFromTheDiskEndsTheSubscriptionWith404() throws Exception {
    ResponseQueue updates = Rest.subscribe(gateway.uri("/doc.txt"));
    assertThat(updates.next().content()).isEqualTo("one");
    Files.delete(file);
    assertThat(updates.await("the end", r -> r.status() >= 400).status()).isEqualTo(404);
    updates.expectEnd();
  }

  @Test
  void whatTheOriginCannotDoIsSaidByTheOrigin() throws Exception {
    assertThat(Rest.send("PUT", gateway.uri("/doc.txt"), "text/plain", "two").statusCode())
        .isEqualTo(501);
  }
}
