package org.nativecomet.conformance.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** nginx as a reverse proxy, in its usual configuration, as its own process. */
final class Nginx implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      daemon off;
      master_process off;
      pid FOLDER/nginx.pid;
      error_log stderr crit;
      events {}
      http {
        access_log off;
        client_body_temp_path FOLDER/client;
        proxy_temp_path FOLDER/proxy;
        fastcgi_temp_path FOLDER/fastcgi;
        uwsgi_temp_path FOLDER/uwsgi;
        scgi_temp_path FOLDER/scgi;
        server {
          listen 127.0.0.1:PORT;
          location / {
            proxy_pass http://127.0.0.1:ORIGIN;
          }
        }
      }
      """;

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it. Where it is not installed the test is skipped, saying so; with {@code
   * -Dpeers.required=true} it fails instead.
   */
  static Nginx start(Path folder, int port, int origin) throws IOException {
    Path configuration =
        Files.writeString(
            folder.resolve("nginx.conf"),
            CONFIGURATION
                .replace("FOLDER", folder.toString())
                .replace("PORT", String.valueOf(port))
                .replace("ORIGIN", String.valueOf(origin)));
    Nginx nginx =
        new Nginx(
            new ProcessBuilder(program(), "-p", folder.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start(),
            port);
    nginx.awaitPort();
    return nginx;
  }

  String uri() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
  }

  private static String program() {
    Stream<String> folders =
        Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
            Stream.of("/usr/sbin", "/usr/local/sbin"));
    Optional<Path> found =
        folders.map(f -> Path.of(f, "nginx")).filter(Files::isExecutable).findFirst();
    if (found.isPresent()) {
      return found.get().toString();
    }
    String sentence = "nginx is not here, so this was not tried (apt-get install nginx-light)";
    if (Boolean.getBoolean("peers.required")) {
      throw new AssertionFailedError(sentence);
    }
    System.err.println("SKIPPED: " + sentence);
    throw new TestAbortedException(sentence);
  }

  private void awaitPort() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (process.isAlive() && System.nanoTime() < deadline) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException notYet) {
        LockSupport.parkNanos(20_000_000);
      }
    }
    throw new AssertionError("nginx does not listen");
  }
}
