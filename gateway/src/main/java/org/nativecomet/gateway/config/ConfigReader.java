package org.nativecomet.gateway.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.nativecomet.gateway.config.Node.Mapping;
import org.nativecomet.gateway.config.Node.Position;
import org.nativecomet.gateway.config.Node.Scalar;

/**
 * Puts a configuration together: the defaults, over them a file, over both the flags of the command
 * line.
 *
 * <p>The defaults are the entries of the shipped {@code gateway.yaml} and nothing else, so what an
 * operator reads there is what the gateway does.
 */
public final class ConfigReader {
  private static final String DEFAULTS = "gateway.yaml";
  private static final List<String> WHERE_REQUESTS_GO = List.of("origin", "routes");

  private Mapping options;

  public ConfigReader() {
    try {
      options = YamlReader.read(Position.DEFAULTS, defaultsText());
    } catch (ConfigException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** The shipped file, every option with its default and what it means. */
  public static String defaultsText() {
    try (InputStream stream =
        Objects.requireNonNull(ConfigReader.class.getResourceAsStream(DEFAULTS), DEFAULTS)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Takes over what the file says. */
  public ConfigReader file(Path file) throws ConfigException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException unreadable) {
      throw new ConfigException(
          "--config: the file "
              + Quoted.of(file.toString())
              + " cannot be read as UTF-8 text: "
              + unreadable.getClass().getSimpleName());
    }
    return yaml(file.toString(), text);
  }

  /**
   * Takes over what the text says.
   *
   * @param source what to call it in messages
   */
  public ConfigReader yaml(String source, String text) throws ConfigException {
    options = options.overlaidBy(YamlReader.read(source, text));
    return this;
  }

  /**
   * Sets one option.
   *
   * @param path such as {@code log.level}; {@code origin} replaces routes too
   * @param namedBy who sets it, for messages: a flag such as {@code --log-level}
   */
  public ConfigReader option(String path, String value, String namedBy) {
    Mapping kept = path.equals("origin") ? options.without(WHERE_REQUESTS_GO) : options;
    options = kept.overlaidBy(Node.single(path, new Scalar(value, new Position(namedBy, 0))));
    return this;
  }

  /** The configuration, checked. */
  public GatewayConfig read() throws ConfigException {
    GatewayConfig config = OptionReader.read("", options, new TreeSet<>(), GatewayConfig::read);
    if (config.routes().isEmpty()) {
      throw new ConfigException(
          "no origin is given: start with --origin http://HOST:PORT, or set origin or routes in the"
              + " file that --config names");
    }
    return config;
  }
}
