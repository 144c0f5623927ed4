package org.nativecomet.samples;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.nativecomet.gateway.Gateway;
import org.nativecomet.gateway.StartException;
import org.nativecomet.gateway.config.ConfigException;
import org.nativecomet.gateway.config.ConfigReader;
import org.nativecomet.gateway.config.GatewayConfig;
import org.nativecomet.gateway.observe.LogSetup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The sample origin on a port of its own, the gateway before it, and a page to look at both. */
@Command(
    name = "samples",
    header = "An ordinary REST origin, made live by the gateway before it.",
    customSynopsis = {
      "java -jar samples.jar [--listen HOST:PORT] [--admin HOST:PORT]",
      "       java -jar samples.jar native-origin --help"
    },
    footer = {"", "Exit status: 0 when stopped, 2 where the command is wrong or a port is taken."})
public final class Main {
  /** The other sample: an origin that needs no gateway. */
  private static final String NATIVE_ORIGIN = "native-origin";

  private static final int OK = 0;
  private static final int UNUSABLE = 2;

  /** Pages hold their connections open for ever; nobody who stops a sample waits for them. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8080",
      description =
          "Where the gateway serves the page; port 0 picks a free one."
              + " Default: ${DEFAULT-VALUE}")
  private String listen = "";

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8081",
      description = "Where the gateway's operator connects. Default: ${DEFAULT-VALUE}")
  private String admin = "";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and stop.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  private Main() {}

  /** Runs until it is interrupted. */
  public static void main(String[] arguments) throws InterruptedException {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(arguments, out, err));
  }

  private static int run(String[] arguments, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    if (arguments.length > 0 && arguments[0].equals(NATIVE_ORIGIN)) {
      String[] others = Arrays.copyOfRange(arguments, 1, arguments.length);
      return org.nativecomet.samples.nativeorigin.Main.run(out, err, others);
    }
    Main main = new Main();
    CommandLine commandLine = new CommandLine(main).setOut(out).setErr(err);
    try {
      if (CommandLine.printHelpIfRequested(commandLine.parseArgs(arguments))) {
        return OK;
      }
      main.serve(out);
      return OK;
    } catch (ParameterException | ConfigException | StartException | IOException unusable) {
      err.println(unusable.getMessage());
      return UNUSABLE;
    }
  }

  private void serve(PrintWriter out)
      throws IOException, ConfigException, StartException, InterruptedException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    LogSetup.apply(LogSetup.Level.WARN, LogSetup.Format.TEXT);
    try (SampleOrigin origin = SampleOrigin.start(anyPort)) {
      Gateway gateway = Gateway.start(configFor(origin));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway, origin), "shutdown"));
      out.println(Welcome.text(gateway.listenAddress().port(), origin.address().getPort()));
      new CountDownLatch(1).await();
    }
  }

  private GatewayConfig configFor(SampleOrigin origin) throws ConfigException {
    return new ConfigReader()
        .option("listen", listen, "--listen")
        .option("admin", admin, "--admin")
        .option("origin", "http://127.0.0.1:" + origin.address().getPort(), "the sample")
        .read();
  }

  private static void stop(Gateway gateway, SampleOrigin origin) {
    gateway.drain(GRACE);
    origin.close();
    // Ctrl-C is how one stops a sample; it has not failed.
    Runtime.getRuntime().halt(OK);
  }
}
