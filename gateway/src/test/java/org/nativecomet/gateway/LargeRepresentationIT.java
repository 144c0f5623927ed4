package org.nativecomet.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nativecomet.gateway.testing.ScriptedOrigin;

/** Representations that are many times larger than the memory of the gateway. */
class LargeRepresentationIT {
  private static final long GIGABYTE = 1_000_000_000;
  private static final String HEAP = "96m";

  private static ScriptedOrigin origin(boolean isLengthKnown) {
    byte[] piece = new byte[1_000_000];
    ScriptedOrigin origin = ScriptedOrigin.byHand();
    origin.serveWith(
        connection -> {
          connection.readHead();
          String length = isLengthKnown ? "Content-Length: " + GIGABYTE + "\r\n" : "";
          connection.send("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n" + length + "\r\n");
          for (long sent = 0; sent < GIGABYTE; sent += piece.length) {
            connection.send(piece);
          }
          connection.close();
        });
    return origin;
  }

  private static long download(URI gateway) throws IOException {
    try (Socket client = new Socket(gateway.getHost(), gateway.getPort())) {
      client.setSoTimeout(30_000);
      String request = "GET /large HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n";
      client.getOutputStream().write(request.getBytes(US_ASCII));
      InputStream in = client.getInputStream();
      byte[] buffer = new byte[1 << 16];
      long received = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        received += count;
      }
      return received;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aGigabytePassesTwoClientsWithoutBeingHeld(boolean isLengthKnown) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(2);
    try (ScriptedOrigin origin = origin(isLengthKnown);
        GatewayProcess gateway =
            GatewayProcess.startWithHeap(
                HEAP,
                "--origin",
                origin.uri().toString(),
                "--listen=127.0.0.1:0",
                "--admin=127.0.0.1:0")) {
      URI listen = URI.create(gateway.line().replaceFirst("ready listen=(\\S+).*", "$1"));
      Callable<Long> download = () -> download(listen);
      for (Future<Long> received : clients.invokeAll(List.of(download, download))) {
        assertThat(received.get()).isGreaterThan(GIGABYTE);
      }
    } finally {
      clients.shutdownNow();
    }
  }
}
