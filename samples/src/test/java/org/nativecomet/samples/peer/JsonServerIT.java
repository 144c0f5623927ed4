package org.nativecomet.samples.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nativecomet.samples.testing.FrontGateway;
import org.nativecomet.samples.testing.Peer;
import org.nativecomet.samples.testing.ResponseQueue;
import org.nativecomet.samples.testing.Rest;
import org.nativecomet.samples.testing.Tool;

/** json-server, unmodified: Express, weak entity tags, no dates. */
class JsonServerIT {
  private static final Path PROGRAM =
      Path.of("src/test/peers/node_modules/json-server/lib/cli/bin.js").toAbsolutePath();
  private static final String JSON = "application/json";

  @TempDir private Path folder;
  private Peer server;
  private URI origin;
  private FrontGateway gateway;

  @BeforeEach
  void start() throws Exception {
    String node = Tool.require("nodejs", "node");
    Tool.requireFile(PROGRAM, "npm ci --prefix samples/src/test/peers");
    Files.writeString(folder.resolve("db.json"), "{\"posts\":[{\"id\":1,\"title\":\"one\"}]}");
    int port = Peer.freePort();
    server =
        Peer.start(
            folder,
            node,
            PROGRAM.toString(),
            "--port",
            "" + port,
            "--host",
            "127.0.0.1",
            "db.json");
    origin = server.listeningOn(port);
    gateway = FrontGateway.before(origin);
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
  void putThroughTheGatewayReachesASubscriber() throws Exception {
    ResponseQueue updates = Rest.subscribe(gateway.uri("/posts/1"));
    assertThat(updates.next().content()).contains("one");
    String two = "{\"title\":\"two\"}";
    assertThat(Rest.send("PUT", gateway.uri("/posts/1"), JSON, two).statusCode()).isEqualTo(200);
    updates.await("the second title", r -> r.status() == 200 && r.content().contains("two"));
  }

  @Test
  void postThroughTheGatewayReachesASubscriberOfTheCollection() throws Exception {
    ResponseQueue updates = Rest.subscribe(gateway.uri("/posts"));
    assertThat(updates.next().content()).contains("one");
    String another = "{\"title\":\"another\"}";
    assertThat(Rest.send("POST", gateway.uri("/posts"), JSON, another).statusCode()).isEqualTo(201);
    updates.await("the longer list", r -> r.status() == 200 && r.content().contains("another"));
  }

  @Test
  void deleteThroughTheGatewayEndsTheSubscriptionWith410() throws Exception {
    ResponseQueue updates = Rest.subscribe(gateway.uri("/posts/1"));
    assertThat(updates.next().content()).contains("one");
    assertThat(Rest.send("DELETE", gateway.uri("/posts/1"), "", "").statusCode()).isEqualTo(200);
    assertThat(updates.await("the end", r -> r.status() >= 400).status()).isEqualTo(410);
    updates.expectEnd();
  }

  @Test
  void anEditBehindTheGatewaysBackReachesASubscriber() throws Exception {
    ResponseQueue updates = Rest.subscribe(gateway.uri("/posts/1"));
    assertThat(updates.next().content()).contains("one");
    String aside = "{\"title\":\"aside\"}";
    assertThat(Rest.send("PUT", origin.resolve("/posts/1"), JSON, aside).statusCode())
        .isEqualTo(200);
    updates.await("the edit", r -> r.status() == 200 && r.content().contains("aside"));
  }

  @Test
  void aDeleteBehindTheGatewaysBackEndsTheSubscriptionWith404() throws Exception {
    ResponseQueue updates = Rest.subscribe(gateway.uri("/posts/1"));
    assertThat(updates.next().content()).contains("one");
    assertThat(Rest.send("DELETE", origin.resolve("/posts/1"), "", "").statusCode()).isEqualTo(200);
    assertThat(updates.await("the end", r -> r.status() >= 400).status()).isEqualTo(404);
    updates.expectEnd();
  }
}
