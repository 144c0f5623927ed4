package org.nativecomet.samples.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nativecomet.samples.testing.ChunkedInput;
import org.nativecomet.samples.testing.Enclosed;
import org.nativecomet.samples.testing.ResponseQueue;
import org.nativecomet.samples.testing.SampleBehindGateway;

/** A socket and nothing else, sending one octet at a time: the worst network there is. */
class OctetAtATimeIT {
  private SampleBehindGateway sample;

  @BeforeEach
  void start() throws Exception {
    sample = SampleBehindGateway.start();
  }

  @AfterEach
  void stop() {
    sample.close();
  }

  @Test
  void eachRequestIsAnsweredWhenItsLastOctetHasCome() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sample.gateway().port())) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      send(
          out,
          ("POST /comet HTTP/1.1\r\nHost: "
                  + sample.host()
                  + "\r\nContent-Type: message/http\r\nTransfer-Encoding: chunked\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      assertThat(head(in)).startsWith("HTTP/1.1 200 ").contains("message/http; msgtype=response");
      ResponseQueue answers = new ResponseQueue(new ChunkedInput(in));

      sendChunks(out, Enclosed.subscribe(sample.host(), "/notes"));
      assertThat(answers.next().content()).contains("Open this page twice");
      sendChunks(out, Enclosed.addNote(sample.host(), "octet by octet"));
      assertThat(answers.await("the answer", r -> r.status() == 201).field("Content-Location"))
          .isEqualTo("/notes");
      answers.await(
          "the update", r -> r.content().startsWith("[") && r.content().contains("octet by octet"));
    }
  }

  /** Each octet in a chunk of its own, and each octet of the framing by itself. */
  private static void sendChunks(OutputStream out, byte[] octets) throws IOException {
    for (byte octet : octets) {
      send(out, new byte[] {'1', '\r', '\n', octet, '\r', '\n'});
    }
  }

  private static void send(OutputStream out, byte[] octets) throws IOException {
    for (byte octet : octets) {
      out.write(octet);
      out.flush();
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new AssertionError("the connection ended after: " + head);
      }
      head.append((char) octet);
    }
    return head.toString();
  }
}
