package org.nativecomet.samples.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A program of somebody else's, running beside the test. */
public final class Peer implements AutoCloseable {
  private final Process process;
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();

  private Peer(Process process) {
    this.process = process;
    Thread drain = new Thread(() -> collect(process.getErrorStream()), "stderr");
    drain.setDaemon(true);
    drain.start();
  }

  public static Peer start(Path folder, String... command) throws IOException {
    return new Peer(new ProcessBuilder(command).directory(folder.toFile()).start());
  }

  /** Runs a program to its end and gives what it printed. */
  public static String output(Path folder, String... command)
      throws IOException, InterruptedException {
    try (Peer peer = start(folder, command)) {
      peer.input().close();
      String output =
          new String(peer.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!peer.process.waitFor(Deadline.PATIENCE.toSeconds(), TimeUnit.SECONDS)
          || peer.process.exitValue() != 0) {
        throw new AssertionError(List.of(command) + " failed:\n" + output + peer.errors());
      }
      return output;
    }
  }

  public InputStream output() {
    return process.getInputStream();
  }

  public OutputStream input() {
    return process.getOutputStream();
  }

  /** What it has written to standard error so far. */
  public String errors() {
    return String.join("\n", errors);
  }

  /** The first line it prints that is as wanted. */
  public String line(Predicate<String> wanted) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    Optional<String> line = lines.lines().filter(wanted).findFirst();
    return line.orElseThrow(() -> new AssertionError("it ended without a word:\n" + errors()));
  }

  /** Waits until it accepts connections. */
  public URI listeningOn(int port) throws Exception {
    Deadline.until(
        "a connection to port " + port,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("it has ended:\n" + errors());
          }
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
          } catch (IOException refused) {
            return false;
          }
        });
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The status it exits with. */
  public int exitValue() throws InterruptedException {
    if (!process.waitFor(Deadline.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it still runs:\n" + errors());
    }
    return process.exitValue();
  }

  /** Asks it to stop, as Ctrl-C and a service manager do. */
  public void terminate() {
    process.destroy();
  }

  /** A port that nobody listens on, for programs that cannot pick one themselves. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void collect(InputStream stream) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      lines.lines().forEach(errors::add);
    } catch (IOException | RuntimeException ended) {
      errors.add(ended.toString());
    }
  }
}
