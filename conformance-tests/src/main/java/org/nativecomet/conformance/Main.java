package org.nativecomet.conformance;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nativecomet.conformance.cases.Catalog;
import org.nativecomet.conformance.cases.Probes;
import org.nativecomet.conformance.origin.OriginServer;
import org.nativecomet.conformance.report.ConsoleReport;
import org.nativecomet.conformance.scene.Capability;
import org.nativecomet.conformance.scene.Target;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.suite.Report;
import org.nativecomet.conformance.suite.Runner;
import org.nativecomet.conformance.suite.Selector;
import org.nativecomet.spec.Specification;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command: judges a server by the specification. */
@Command(
    name = "conformance-tests",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    usageHelpAutoWidth = true,
    description = {
      "Judges a server by the Native Comet specification.",
      "",
      "A gateway is judged from both sides: configure the address of --origin-listen as its origin.",
      "  java -jar gateway.jar --origin http://127.0.0.1:9000 --listen 127.0.0.1:8080",
      "  java -jar conformance-tests.jar --target http://127.0.0.1:8080 --origin-listen 127.0.0.1:9000",
      "An origin that implements the protocol itself is judged by what it does with --resource:",
      "  java -jar conformance-tests.jar --target http://127.0.0.1:8080 --resource http://127.0.0.1:8080/store",
      ""
    },
    footer = {
      "",
      "Exit status: 0 the server conforms, 1 it does not, 2 the command was used wrongly,",
      "3 nothing can be said."
    })
public final class Main implements Callable<Integer> {
  private static final int USAGE = 2;
  private static final int COULD_NOT_TEST = 3;

  @Parameters(
      paramLabel = "SELECTOR",
      description =
          "Cases to run: SUB, SUB-3, SUB-3/some-case, or a pattern with *. All by default.")
  private List<String> selectors = List.of();

  @Mixin private final ServerOptions server = new ServerOptions();

  @Mixin private final ReportOptions reports = new ReportOptions();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "12",
      description = "Cases that run at a time. Default: ${DEFAULT-VALUE}.")
  private int jobs;

  @Option(names = "--list", description = "Lists the cases and ends.")
  private boolean list;

  @Option(
      names = "--explain",
      paramLabel = "ID",
      description = "Explains a requirement or a case and ends.")
  private @Nullable String explain;

  @Option(names = "--verbose", description = "Shows every case.")
  private boolean verbose;

  private final Specification specification = Specification.load();
  private final PrintWriter out;

  private Main(PrintWriter out) {
    this.out = out;
  }

  /** Runs the command. */
  public static void main(String[] args) {
    System.exit(
        run(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args));
  }

  /** Runs the command without ending the process; its exit status. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine command = new CommandLine(new Main(out)).setOut(out).setErr(err);
    command.setParameterExceptionHandler((e, rejected) -> wrong(err, e));
    command.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          if (e instanceof UsageException) {
            return wrong(err, e);
          }
          e.printStackTrace(err);
          return COULD_NOT_TEST;
        });
    return command.execute(args);
  }

  private static int wrong(PrintWriter err, Exception e) {
    err.println(String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
    return USAGE;
  }

  @Override
  public Integer call() throws IOException {
    if (explain != null) {
      new Explanation(specification, Catalog.all()).print(explain, out);
      return 0;
    }
    List<Case> cases = cases();
    if (list) {
      cases.forEach(c -> out.printf(Locale.ROOT, "%-48s %s%n", c.id(), c.sentence()));
      return 0;
    }
    if (jobs < 1) {
      throw new UsageException("--jobs is at least 1");
    }
    Target target = server.target();
    server.told();
    reports.prepare();
    Optional<OriginServer> origin = server.origin();
    try {
      return judge(cases, target, origin);
    } finally {
      if (origin.isPresent()) {
        origin.get().close();
      }
    }
  }

  private int judge(List<Case> cases, Target known, Optional<OriginServer> origin)
      throws IOException {
    Optional<String> obstacle = Probes.obstacle(known, origin);
    if (obstacle.isPresent()) {
      out.println("Nothing can be said: " + obstacle.get());
      return COULD_NOT_TEST;
    }
    Probes.warmUp(known, origin);
    Target target =
        known.withCapabilities(server.offered(known, Probes.probe(known, origin, server.told())));
    out.printf(
        Locale.ROOT,
        "%s offers %s%n",
        target.base(),
        target.capabilities().stream().sorted().map(Capability::label).toList());
    Report report;
    try (ConsoleReport console = new ConsoleReport(out, verbose, cases.size())) {
      report = new Runner(target, origin, specification, jobs).run(cases, console);
      console.conclude(report, reports.strict());
    }
    return reports.conclude(report, specification, out);
  }

  private List<Case> cases() {
    List<Case> chosen =
        Selector.select(selectors.stream().map(Selector::new).toList(), Catalog.all());
    if (chosen.isEmpty()) {
      throw new UsageException(
          "no case is selected by " + String.join(" ", selectors) + "; --list shows what there is");
    }
    return chosen;
  }

  /** The version in the manifest of the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"conformance-tests " + (version == null ? "development" : version)};
    }
  }
}
