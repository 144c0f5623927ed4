package org.nativecomet.gateway;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.nativecomet.gateway.config.ConfigException;
import org.nativecomet.gateway.config.ConfigReader;
import org.nativecomet.gateway.config.GatewayConfig;
import org.nativecomet.gateway.config.LogSection;
import org.nativecomet.gateway.observe.LogSetup;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line: reads it, starts the gateway and says when it is ready. */
public final class Main {
  private static final int OK = 0;

  /** Wrong usage, a configuration that cannot be used, or a port that is taken. */
  private static final int UNUSABLE = 2;

  /** What a drain may take beyond the grace before the process ends without it. */
  private static final Duration AFTER_GRACE = Duration.ofSeconds(2);

  private final PrintWriter out;
  private final PrintWriter err;

  Main(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) throws InterruptedException {
    int status = new Main(writer(System.out), writer(System.err)).run(arguments);
    System.exit(status);
  }

  /** Does what the arguments say; does not return while a gateway runs. */
  int run(String... arguments) throws InterruptedException {
    CommandLineOptions options = new CommandLineOptions();
    CommandLine commandLine = new CommandLine(options).setOut(out).setErr(err);
    try {
      ParseResult parsed = commandLine.parseArgs(arguments);
      if (CommandLine.printHelpIfRequested(parsed)) {
        return OK;
      }
      return run(options);
    } catch (ParameterException | ConfigException | StartException unusable) {
      err.println(oneSentence(unusable));
      return UNUSABLE;
    }
  }

  private int run(CommandLineOptions options)
      throws ConfigException, StartException, InterruptedException {
    if (options.printConfig) {
      out.print(ConfigReader.defaultsText());
      out.flush();
      return OK;
    }
    GatewayConfig config = options.read();
    if (options.checkConfig) {
      out.println("configuration ok");
      return OK;
    }
    serve(config);
    return OK;
  }

  private void serve(GatewayConfig config) throws StartException, InterruptedException {
    logAs(config.log());
    Gateway gateway = Gateway.start(config);
    Runtime.getRuntime().addShutdownHook(drainOf(gateway, config.shutdown().grace()));
    out.println(readyLine(gateway));
    new CountDownLatch(1).await();
  }

  /** What runs when a signal has asked the gateway to stop. */
  private static Thread drainOf(Gateway gateway, Duration grace) {
    return new Thread(
        () -> {
          Thread drain = new Thread(() -> gateway.drain(grace), "drain");
          drain.start();
          try {
            drain.join(grace.plus(AFTER_GRACE).toMillis());
          } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
          }
          // A virtual machine that a signal ends exits with 128 + the signal; stopping when asked
          // is no failure, and service managers would take it for one.
          Runtime.getRuntime().halt(OK);
        },
        "shutdown");
  }

  private static String readyLine(Gateway gateway) {
    String line =
        "ready listen=http://"
            + gateway.listenAddress()
            + " admin=http://"
            + gateway.adminAddress();
    return gateway.tlsAddress().map(tls -> line + " tls=https://" + tls).orElse(line);
  }

  private static void logAs(LogSection log) {
    LogSetup.apply(
        LogSetup.Level.valueOf(log.level().name()), LogSetup.Format.valueOf(log.format().name()));
  }

  private static String oneSentence(Exception unusable) {
    return String.valueOf(unusable.getMessage()).replaceAll("\\s+", " ");
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
