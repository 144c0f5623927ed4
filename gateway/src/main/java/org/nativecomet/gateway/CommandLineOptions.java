package org.nativecomet.gateway;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.config.ConfigException;
import org.nativecomet.gateway.config.ConfigReader;
import org.nativecomet.gateway.config.GatewayConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The flags of the command line. Those with an option of the same meaning override the file. */
@Command(
    name = "gateway",
    header = "Makes every resource of an HTTP origin live and two-way.",
    customSynopsis = {
      "java -jar gateway.jar --origin URI [--listen HOST:PORT] [--admin HOST:PORT]",
      "                             [--config FILE] [OPTION]..."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar gateway.jar --origin http://127.0.0.1:9000",
      "      everything goes to one origin; clients connect to http://127.0.0.1:8080",
      "  java -jar gateway.jar --print-config > gateway.yaml",
      "      every option with its default and what it means",
      "  java -jar gateway.jar --config gateway.yaml --check-config",
      "      says what is wrong with the file, or that it is ok",
      "",
      "Exit status: 0 after SIGTERM or SIGINT, 2 where the command or the configuration is wrong."
    })
final class CommandLineOptions {
  /** The environment variable, for those who keep secrets there. */
  private static final String ADMIN_TOKEN = "NATIVE_COMET_ADMIN_TOKEN";

  @Option(
      names = "--origin",
      paramLabel = "URI",
      description = "Where requests go, such as http://127.0.0.1:9000.")
  private @Nullable String origin;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "Where clients connect; port 0 picks a free one. Default: 127.0.0.1:8080")
  private @Nullable String listen;

  @Option(
      names = "--admin",
      paramLabel = "HOST:PORT",
      description = "Where the operator connects. Default: 127.0.0.1:8081")
  private @Nullable String admin;

  @Option(
      names = "--admin-token-file",
      paramLabel = "FILE",
      description =
          "A file with the token that the admin listener asks for. Needed where other machines can"
              + " reach it; "
              + ADMIN_TOKEN
              + " in the environment does too.")
  private @Nullable String adminTokenFile;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A YAML file with options; flags override it.")
  private @Nullable Path config;

  @Option(
      names = "--tls-listen",
      paramLabel = "HOST:PORT",
      description = "Where clients connect with TLS. Needs the two flags below.")
  private @Nullable String tlsListen;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "The certificate chain in PEM, leaf first.")
  private @Nullable String tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Its private key in PEM, not encrypted.")
  private @Nullable String tlsKey;

  @Option(names = "--log-exchanges", description = "Log one line for each exchange.")
  private boolean logExchanges;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description = "text or json. Default: text")
  private @Nullable String logFormat;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "error, warn, info or debug. Default: info")
  private @Nullable String logLevel;

  @Option(
      names = "--check-config",
      description = "Check the configuration, print \"configuration ok\" and stop.")
  boolean checkConfig;

  @Option(
      names = "--print-config",
      description = "Print a configuration file with every option and its default, and stop.")
  boolean printConfig;

  /** What the file and the flags come to. */
  GatewayConfig read() throws ConfigException {
    ConfigReader reader = new ConfigReader();
    if (config != null) {
      reader.file(config);
    }
    override(reader, "origin", origin, "--origin");
    override(reader, "listen", listen, "--listen");
    override(reader, "admin", admin, "--admin");
    override(reader, "admin-token-file", adminTokenFile, "--admin-token-file");
    if (adminTokenFile == null) {
      override(reader, "admin-token", System.getenv(ADMIN_TOKEN), ADMIN_TOKEN);
    }
    override(reader, "tls.listen", tlsListen, "--tls-listen");
    override(reader, "tls.certificate", tlsCertificate, "--tls-certificate");
    override(reader, "tls.key", tlsKey, "--tls-key");
    override(reader, "log.exchanges", logExchanges ? "true" : null, "--log-exchanges");
    override(reader, "log.format", logFormat, "--log-format");
    override(reader, "log.level", logLevel, "--log-level");
    return reader.read();
  }

  private static void override(
      ConfigReader reader, String path, @Nullable String value, String flag) {
    Optional.ofNullable(value).ifPresent(given -> reader.option(path, given, flag));
  }
}
