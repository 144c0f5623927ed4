package org.nativecomet.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class ScriptedOriginIT {
  @Test
  void recordsAndAnswersExactOctets() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.answering(ScriptedOrigin.ok("hi", "A: b"));
        Socket client = new Socket(InetAddress.getLoopbackAddress(), origin.port())) {
      String request = "PUT //a?| HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
      String expected = "HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 2\r\n\r\nhi";
      for (int i = 0; i < 2; i++) {
        client.getOutputStream().write(request.getBytes(ISO_8859_1));
        byte[] answer = client.getInputStream().readNBytes(expected.length());
        assertThat(new String(answer, ISO_8859_1)).isEqualTo(expected);
      }
      assertThat(origin.awaitRequest().target()).isEqualTo("//a?|");
      assertThat(origin.awaitRequest().fieldLines())
          .containsExactly("Host: x", "Content-Length: 3");
      assertThat(origin.accept().received()).isEqualTo(request + request);
    }
  }

  @Test
  void speaksChunksByHand() throws Exception {
    try (ScriptedOrigin origin = ScriptedOrigin.byHand();
        Socket client = new Socket(InetAddress.getLoopbackAddress(), origin.port())) {
      OriginConnection connection = origin.accept();
      client.getOutputStream().write("5\r\nhello\r\n0\r\n\r\n".getBytes(ISO_8859_1));
      assertThat(connection.readChunk()).isEqualTo("hello");
      assertThat(connection.readChunk()).isEmpty();
      connection.sendChunk("yes").closeOutput();
      assertThat(new String(client.getInputStream().readAllBytes(), ISO_8859_1))
          .isEqualTo("3\r\nyes\r\n");
      client.shutdownOutput();
      assertThat(connection.awaitEnd()).isEqualTo(OriginConnection.End.CLOSED);
    }
  }
}
