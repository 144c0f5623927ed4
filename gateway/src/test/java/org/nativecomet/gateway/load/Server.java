package org.nativecomet.gateway.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A server in processes of its own, and what it costs: processor time and memory. */
final class Server implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What {@code /proc} counts in, on every Linux there is. */
  private static final double TICKS_PER_SECOND = 100;

  private final String name;
  private final Process process;
  private final int port;

  private Server(String name, Process process, int port) {
    this.name = name;
    this.process = process;
    this.port = port;
  }

  /** The gateway's jar, as it is shipped, with its defaults. */
  static Server gateway(Settings settings, LoadOrigin origin, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(settings.text("java-options", "-Xmx1g").split(" ", -1)));
    command.addAll(List.of("-jar", settings.text("jar", "gateway/target/gateway.jar")));
    command.addAll(List.of("--origin", origin.uri()));
    command.addAll(List.of("--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new Server("gateway", process, readyPort(process));
  }

  /** Options of the virtual machine may have it say something else before. */
  private static int readyPort(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("ready ")) {
        return Integer.parseInt(line.replaceFirst("ready listen=http://[^ ]*:(\\d+) .*", "$1"));
      }
    }
    throw new IOException("the gateway does not start");
  }

  /** Another one, which listens at this port as soon as it is ready. */
  static Server peer(String name, int port, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Server server = new Server(name, process, port);
    server.awaitListening();
    return server;
  }

  private void awaitListening() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Socket probe = new Socket()) {
        probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          close();
          throw new IOException(name + " does not start", notYet);
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  /** A port that nobody listens at now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  /** Processor time of all its processes so far, in seconds. */
  double processorSeconds() {
    return processes().mapToDouble(Server::processorSeconds).sum();
  }

  /** Its proportional share of the memory that its processes have in use, in kilobytes. */
  long memory() {
    return processes().mapToLong(pid -> kilobytes(pid, "smaps_rollup", "Pss:")).sum();
  }

  /** The most memory that it has ever had in use, in megabytes. */
  long peakMegabytes() {
    return processes().mapToLong(pid -> kilobytes(pid, "status", "VmHWM:")).sum() / 1024;
  }

  private Stream<Long> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::pid);
  }

  private static double processorSeconds(long pid) {
    // After the name, which may have blanks, the 12th and 13th are user and system time.
    String[] fields = read(pid, "stat").replaceFirst(".*\\) ", "").split(" ", -1);
    return fields.length < 13
        ? 0
        : (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  private static long kilobytes(long pid, String file, String name) {
    return read(pid, file)
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  /** Empty for a process that has just ended. */
  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException ended) {
      return "";
    }
  }

  /** A line of results of this server. */
  String line(String format, Object... values) {
    return String.format(Locale.ROOT, "%-10s ", name) + String.format(Locale.ROOT, format, values);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().join();
  }
}
