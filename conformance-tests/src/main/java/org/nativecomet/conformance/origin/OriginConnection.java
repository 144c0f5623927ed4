package org.nativecomet.conformance.origin;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.nativecomet.conformance.wire.Content;
import org.nativecomet.conformance.wire.Deadline;
import org.nativecomet.conformance.wire.Fields;
import org.nativecomet.conformance.wire.Head;
import org.nativecomet.conformance.wire.Incoming;
import org.nativecomet.conformance.wire.Transcript;
import org.nativecomet.conformance.wire.WireException;

/**
 * One connection that the gateway under test made: reads requests and does what the script says.
 */
final class OriginConnection implements Runnable {
  private static final Duration FOREVER = Duration.ofDays(1);
  private static final int IDLE_MILLIS = 120_000;
  private static final long GATE_SECONDS = 60;

  private final Socket socket;
  private final int number;
  private final OriginServer server;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

  OriginConnection(Socket socket, int number, OriginServer server) {
    this.socket = socket;
    this.number = number;
    this.server = server;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(IDLE_MILLIS);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (exchange(deadline -> take(in))) {
        taken.reset();
      }
    } catch (IOException | UncheckedIOException | WireException gone) {
      // The gateway closed the connection, as it may at any time.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether another exchange may follow on the connection. */
  private boolean exchange(Incoming incoming) throws IOException, InterruptedException {
    Deadline deadline = Deadline.in(FOREVER);
    Head head = Head.read(incoming, deadline);
    String[] parts = head.startLine().split(" ", 3);
    if (parts.length != 3) {
      return false;
    }
    OriginRequest begun = request(parts, head.fields(), "");
    OriginSpace space = server.spaceOf(parts[1]).orElse(null);
    if (space == null) {
      server.stray(begun);
      socket.getOutputStream().write(octets("HTTP/1.1 404 Stray\r\nContent-Length: 0\r\n\r\n"));
      Content.readAll(Content.framed(head.fields(), incoming), deadline);
      return true;
    }
    String name = "origin connection " + number;
    note(space, name);
    space.began(begun);
    try {
      String content = Content.readAll(Content.framed(head.fields(), incoming), deadline);
      note(space, name);
      OriginRequest request = request(parts, head.fields(), content);
      space.received(request);
      return play(space.answer(request), space, name);
    } catch (UncheckedIOException | WireException | IOException e) {
      space.transcript().note(name, "ended inside an exchange");
      space.wasAbandoned();
      throw e;
    }
  }

  private boolean play(Reply reply, OriginSpace space, String name)
      throws IOException, InterruptedException {
    for (Reply.Act act : reply.acts()) {
      if (act instanceof Reply.Send send) {
        byte[] octets = octets(send.octets());
        space.transcript().add(Transcript.Direction.FROM_ORIGIN, name, octets, 0, octets.length);
        socket.getOutputStream().write(octets);
      } else if (act instanceof Reply.Await await) {
        if (!space.awaitGate(await.gate(), GATE_SECONDS)) {
          return false;
        }
      } else if (act instanceof Reply.Close) {
        space.transcript().note(name, "the origin closes");
        return false;
      } else {
        space.transcript().note(name, "the origin resets");
        socket.setSoLinger(true, 0);
        return false;
      }
    }
    return true;
  }

  private OriginRequest request(String[] startLine, Fields fields, String content) {
    return new OriginRequest(
        startLine[0], startLine[1], fields, content, number, System.nanoTime());
  }

  private void note(OriginSpace space, String name) {
    byte[] octets = taken.toByteArray();
    taken.reset();
    if (octets.length > 0) {
      space.transcript().add(Transcript.Direction.TO_ORIGIN, name, octets, 0, octets.length);
    }
  }

  private int take(InputStream in) {
    try {
      int octet = in.read();
      if (octet >= 0) {
        taken.write(octet);
      }
      return octet;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
