package org.nativecomet.samples.peer;

import static org.assertj.core.api.Assertions.assertThat;

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

/** nginx with WebDAV on a folder: strong entity tags made of time and size, and dates. */
class NginxWebDavIT {
  private static final String CONFIGURATION =
      """
      daemon off;
      # One process with the rights of the test, which owns the folder.
      master_process off;
      pid FOLDER/nginx.pid;
      error_log stderr warn;
      events {}
      http {
        access_log off;
        client_body_temp_path FOLDER/client;
        proxy_temp_path FOLDER/proxy;
        fastcgi_temp_path FOLDER/fastcgi;
        uwsgi_temp_path FOLDER/uwsgi;
        scgi_temp_path FOLDER/scgi;
        default_type text/plain;
        server {
          listen 127.0.0.1:PORT;
          root FOLDER/files;
          location / {
            dav_methods PUT DELETE;
          }
        }
      }
      """;

  @TempDir private Path folder;
  private Path file;
  private Peer server;
  private FrontGateway gateway;

  @BeforeEach
  void start() throws Exception {
    String nginx = Tool.require("nginx-light", "nginx");
    int port = Peer.freePort();
    file = Files.createDirectory(folder.resolve("files")).resolve("doc.txt");
    Files.writeString(file, "one");
    Path configuration =
        Files.writeString(
            folder.resolve("nginx.conf"),
            CONFIGURATION
                .replace("FOLDER", folder.toString())
                .replace("PORT", Integer.toString(port)));
    server =
        Peer.start(
            folder, nginx, "-p", folder + "/", "-e", "stderr", "-c", configuration.toString());
    gateway = FrontGateway.before(server.listeningOn(port));
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
  void putThroughTheGatewayReachesASubscriberAndTheDisk() throws Exception {
    ResponseQueue updates = Rest.subscribe(gateway.uri("/doc.txt"));
    assertThat(updates.next().content()).isEqualTo("one");
    assertThat(Rest.send("PUT", gateway.uri("/doc.txt"), "text/plain", "the second").statusCode())
        .isEqualTo(204);
    updates.await("what was put", r -> r.status() == 200 && r.content().equals("the second"));
    assertThat(file).hasContent("the second");
  }

  @Test
  void deleteThroughTheGatewayEndsTheSubscriptionWith410() throws Exception {
    ResponseQueue updates = Rest.subscribe(gateway.uri("/doc.txt"));
    assertThat(updates.next().content()).isEqualTo("one");
    assertThat(Rest.send("DELETE", gateway.uri("/doc.txt"), "", "").statusCode()).isEqualTo(204);
    assertThat(updates.await("the end", r -> r.status() >= 400).status()).isEqualTo(410);
    updates.expectEnd();
    assertThat(file).doesNotExist();
  }

  @Test
  void anEditOnTheDiskReachesASubscriber() throws Exception {
    ResponseQueue updates = Rest.subscribe(gateway.uri("/doc.txt"));
    assertThat(updates.next().content()).isEqualTo("one");
    Files.writeString(file, "edited with an editor");
    updates.await("the edit", r -> r.status() == 200 && r.content().startsWith("edited"));
  }

  @Test
  void aFileRemovedFromTheDiskEndsTheSubscriptionWith404() throws Exception {
    ResponseQueue updates = Rest.subscribe(gateway.uri("/doc.txt"));
    assertThat(updates.next().content()).isEqualTo("one");
    Files.delete(file);
    assertThat(updates.await("the end", r -> r.status() >= 400).status()).isEqualTo(404);
    updates.expectEnd();
  }
}
