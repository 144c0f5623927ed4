package org.nativecomet.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The gateway as its own process, the way an operator starts it. */
final class GatewayProcess implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 30;

  private final Process process;
  private final BufferedReader out;
  private final Path err;

  private GatewayProcess(Process process, Path err) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.err = err;
  }

  /** From the classes under test. */
  static GatewayProcess start(String... arguments) throws IOException {
    return start(
        List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()), arguments);
  }

  /** From the classes under test, with no more heap than this, as {@code -Xmx} has it. */
  static GatewayProcess startWithHeap(String heap, String... arguments) throws IOException {
    return start(
        List.of("-Xmx" + heap, "-cp", System.getProperty("java.class.path"), Main.class.getName()),
        arguments);
  }

  /** From the jar that is shipped. */
  static GatewayProcess startJar(String... arguments) throws IOException {
    return start(List.of("-jar", Path.of("target", "gateway.jar").toString()), arguments);
  }

  private static GatewayProcess start(List<String> program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(program);
    command.addAll(List.of(arguments));
    Path err = Files.createTempFile("gateway", ".err");
    return new GatewayProcess(new ProcessBuilder(command).redirectError(err.toFile()).start(), err);
  }

  /** The next line of standard output. */
  String line() throws Exception {
    return CompletableFuture.supplyAsync(this::read).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  private String read() {
    try {
      return String.valueOf(out.readLine());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  String standardError() throws IOException {
    return Files.readString(err);
  }

  /** Sends a signal by its name, such as {@code TERM}. */
  void signal(String name) throws Exception {
    int status =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (status != 0) {
      throw new AssertionError("kill: " + status);
    }
  }

  /** Waits for the end. */
  int exitStatus() throws InterruptedException {
    if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running after " + DEADLINE_SECONDS + " s");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(err);
  }
}
