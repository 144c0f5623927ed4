package org.nativecomet.conformance;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nativecomet.conformance.cases.Catalog;
import org.nativecomet.conformance.cases.Probes;
import org.nativecomet.conformance.origin.OriginServer;
import org.nativecomet.conformance.report.ConsoleReport;
import org.nativecomet.conformance.report.ExpectedOutcomes;
import org.nativecomet.conformance.report.HtmlReport;
import org.nativecomet.conformance.report.JUnitReport;
import org.nativecomet.conformance.report.JsonReport;
import org.nativecomet.conformance.scene.Capability;
import org.nativecomet.conformance.scene.Declared;
import org.nativecomet.conformance.scene.Target;
import org.nativecomet.conformance.suite.Case;
import org.nativecomet.conformance.suite.Report;
import org.nativecomet.conformance.suite.Runner;
import org.nativecomet.conformance.suite.Selector;
import org.nativecomet.spec.Specification;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

  @Option(names = "--target", paramLabel = "URL", description = "The server under test.")
  private @Nullable URI target;

  @Option(
      names = "--origin-listen",
      paramLabel = "HOST:PORT",
      description = "The server is a gateway; the suite plays its origin here.")
  private @Nullable String originListen;

  @Option(
      names = "--resource",
      paramLabel = "URL",
      description = "The server is an origin; the suite makes resources below this URL with PUT.")
  private @Nullable URI resource;

  @Option(
      names = "--declare",
      paramLabel = "NAME=VALUE",
      description =
          "A declared value of the server, such as heartbeat=2s; see section 2.3 of the"
              + " specification.")
  private Map<String, String> declared = new LinkedHashMap<>();

  @Option(
      names = "--capability",
      paramLabel = "NAME",
      split = ",",
      description = "Something that the server offers; others are probed.")
  private List<String> capabilities = List.of();

  @Option(
      names = "--without",
      paramLabel = "NAME",
      split = ",",
      description = "Something that the server does not offer.")
  private List<String> without = List.of();

  @Option(
      names = "--patience",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "Stretches every time that the suite waits. Default: ${DEFAULT-VALUE}.")
  private double patience;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "12",
      description = "Cases that run at a time. Default: ${DEFAULT-VALUE}.")
  private int jobs;

  @Option(names = "--strict", description = "A warning makes the server not conformant.")
  private boolean strict;

  @Option(names = "--list", description = "Lists the cases and ends.")
  private boolean list;

  @Option(
      names = "--explain",
      paramLabel = "ID",
      description = "Explains a requirement or a case and ends.")
  private @Nullable String explain;

  @Option(names = "--verbose", description = "Shows every case.")
  private boolean verbose;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the results as JSON.")
  private @Nullable Path json;

  @Option(names = "--junit", paramLabel = "FILE", description = "Writes the results as JUnit XML.")
  private @Nullable Path junit;

  @Option(
      names = "--html",
      paramLabel = "DIR",
      description = "Writes pages with transcripts and the specification coloured by result.")
  private @Nullable Path html;

  @Option(
      names = "--expected",
      paramLabel = "FILE",
      description = "Compares the verdicts with this file; a difference is exit status 1.")
  private @Nullable Path expected;

  @Option(names = "--update-expected", description = "Writes that file instead.")
  private boolean updateExpected;

  @Spec private @Nullable CommandSpec spec;

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
    command.setParameterExceptionHandler(
        (e, rejected) -> {
          err.println(e.getMessage());
          return USAGE;
        });
    return command.execute(args);
  }

  @Override
  public Integer call() throws IOException {
    List<Case> cases = cases();
    if (explain != null) {
      return new Explanation(specification, Catalog.all()).print(explain, out) ? 0 : USAGE;
    }
    if (list) {
      cases.forEach(c -> out.printf(Locale.ROOT, "%-48s %s%n", c.id(), c.sentence()));
      return 0;
    }
    try (Origin origin = Origin.at(originListen)) {
      return judge(cases, origin.server());
    } catch (IOException e) {
      command()
          .commandLine()
          .getErr()
          .println("--origin-listen " + originListen + ": " + e.getMessage());
      return USAGE;
    }
  }

  private int judge(List<Case> cases, Optional<OriginServer> origin) throws IOException {
    Target known = target(origin);
    Optional<String> obstacle = Probes.obstacle(known, origin);
    if (obstacle.isPresent()) {
      out.println("Nothing can be said: " + obstacle.get());
      return COULD_NOT_TEST;
    }
    Target probed = known.withCapabilities(allCapabilities(known, origin));
    out.printf(
        Locale.ROOT,
        "%s offers %s%n",
        probed.base(),
        probed.capabilities().stream().sorted().map(Capability::label).toList());
    ConsoleReport console = new ConsoleReport(out, verbose, cases.size());
    Report report = new Runner(probed, origin, specification, jobs).run(cases, console::finished);
    console.conclude(report, strict);
    write(report);
    return status(report);
  }

  private int status(Report report) throws IOException {
    if (expected == null) {
      return report.conclusion(strict).exitStatus();
    }
    if (updateExpected) {
      ExpectedOutcomes.write(report, expected);
      return 0;
    }
    List<String> differences = ExpectedOutcomes.differences(report, expected);
    differences.forEach(out::println);
    return differences.isEmpty() ? 0 : 1;
  }

  private void write(Report report) throws IOException {
    if (json != null) {
      JsonReport.write(report, strict, json);
    }
    if (junit != null) {
      JUnitReport.write(report, junit);
    }
    if (html != null) {
      HtmlReport.write(report, specification, html);
    }
  }

  private Target target(Optional<OriginServer> origin) {
    URI base = target;
    URI resources = resource;
    if (base == null || base.getHost() == null) {
      throw usage("--target URL is needed: the server under test, such as http://127.0.0.1:8080");
    }
    if (origin.isPresent() == (resources != null)) {
      throw usage("one of --origin-listen and --resource is needed, and not both");
    }
    Set<Capability> offered = EnumSet.noneOf(Capability.class);
    offered.add(origin.isPresent() ? Capability.GATEWAY : Capability.RESOURCE);
    for (Capability capability : Capability.values()) {
      if (capability.isAssumed() && (capability != Capability.CROSS_ORIGIN || origin.isPresent())) {
        offered.add(capability);
      }
    }
    String path = resources == null ? "" : resources.getRawPath().replaceFirst("/$", "");
    try {
      return new Target(base, path, Declared.usual().with(declared), offered, patience);
    } catch (IllegalArgumentException e) {
      throw usage("--declare: " + e.getMessage());
    }
  }

  private Set<Capability> allCapabilities(Target known, Optional<OriginServer> origin) {
    Set<Capability> all = EnumSet.copyOf(known.capabilities());
    all.addAll(Probes.probe(known, origin));
    capabilities.forEach(name -> all.add(capability("--capability", name)));
    without.forEach(name -> all.remove(capability("--without", name)));
    return all;
  }

  private Capability capability(String option, String name) {
    for (Capability capability : Capability.values()) {
      if (capability.label().equals(name)) {
        return capability;
      }
    }
    throw usage(
        option
            + " "
            + name
            + " is not known; there are "
            + java.util.Arrays.stream(Capability.values()).map(Capability::label).toList());
  }

  private List<Case> cases() {
    List<Case> chosen =
        Selector.select(selectors.stream().map(Selector::new).toList(), Catalog.all());
    if (chosen.isEmpty()) {
      throw usage("no case is selected by " + selectors + "; --list shows what there is");
    }
    return chosen;
  }

  private ParameterException usage(String message) {
    return new ParameterException(command().commandLine(), message);
  }

  private CommandSpec command() {
    return java.util.Objects.requireNonNull(spec);
  }

  /** The suite's origin, if one was asked for. */
  private record Origin(Optional<OriginServer> server) implements AutoCloseable {
    static Origin at(@Nullable String address) throws IOException {
      if (address == null) {
        return new Origin(Optional.empty());
      }
      int colon = address.lastIndexOf(':');
      if (colon < 1 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
        throw new IOException("not HOST:PORT");
      }
      return new Origin(
          Optional.of(
              OriginServer.listen(
                  new InetSocketAddress(
                      address.substring(0, colon),
                      Integer.parseInt(address.substring(colon + 1))))));
    }

    @Override
    public void close() throws IOException {
      if (server.isPresent()) {
        server.get().close();
      }
    }
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
