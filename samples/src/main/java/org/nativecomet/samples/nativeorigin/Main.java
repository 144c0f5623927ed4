package org.nativecomet.samples.nativeorigin;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The command. */
public final class Main {
  private static final int OK = 0;
  private static final int UNUSABLE = 2;
  private static final String HELP =
      """
      A store in memory whose every resource is live: PUT something and subscribe to it.

      Usage: java -jar samples.jar native-origin [--listen HOST:PORT] [--declare NAME=VALUE]...

        --listen HOST:PORT    Where to listen; port 0 picks a free one. Default: 127.0.0.1:9000
        --declare NAME=VALUE  A value of section 2.3 of the specification, such as heartbeat=2s;
                              there are heartbeat, wait, max-wait, idle-timeout,
                              max-subscriptions, max-head, max-target and max-content.
        -h, --help            Show this and stop.

      Exit status: 0 when stopped, 2 where the command is wrong or the port is taken.\
      """;

  private Main() {}

  /** Runs until it is stopped. */
  public static void main(String[] arguments) throws InterruptedException {
    System.exit(
        run(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            arguments));
  }

  /** Runs until it is stopped, if it can be started; otherwise the exit status. */
  public static int run(PrintWriter out, PrintWriter err, String... arguments)
      throws InterruptedException {
    String listen = "127.0.0.1:9000";
    List<String> declarations = new ArrayList<>();
    Iterator<String> words = List.of(arguments).iterator();
    try {
      while (words.hasNext()) {
        String option = words.next();
        switch (option) {
          case "-h", "--help" -> {
            out.println(HELP);
            return OK;
          }
          case "--listen" -> listen = value(option, words);
          case "--declare" -> declarations.add(value(option, words));
          default -> throw new IllegalArgumentException(option + " is not an option; see --help");
        }
      }
      serve(out, address(listen), declarations.toArray(String[]::new));
      return OK;
    } catch (IllegalArgumentException unusable) {
      err.println(unusable.getMessage());
      return UNUSABLE;
    } catch (IOException taken) {
      err.println("--listen " + listen + ": " + taken.getMessage());
      return UNUSABLE;
    }
  }

  private static void serve(PrintWriter out, InetSocketAddress address, String... declarations)
      throws IOException, InterruptedException {
    NativeOrigin origin = NativeOrigin.start(address, declarations);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(origin), "shutdown"));
    String host = address.getHostString();
    out.println(
        "ready listen=http://"
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + origin.address().getPort());
    new CountDownLatch(1).await();
  }

  private static void stop(NativeOrigin origin) {
    origin.close();
    // Whoever stops it is content with it.
    Runtime.getRuntime().halt(OK);
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return words.next();
  }

  private static InetSocketAddress address(String text) throws IOException {
    try {
      URI uri = URI.create("http://" + text);
      if (uri.getHost() != null && uri.getPort() >= 0 && uri.getPort() <= 65535) {
        return new InetSocketAddress(uri.getHost().replaceAll("[\\[\\]]", ""), uri.getPort());
      }
    } catch (IllegalArgumentException notOne) {
      // Said below.
    }
    throw new IOException("not HOST:PORT");
  }
}
