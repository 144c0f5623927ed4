package org.nativecomet.gateway.observe;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;

/** Sets up logging: one line for each event, on standard error, as text or as JSON. */
public final class LogSetup {
  /** The least that a line must be to be written. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  /** How a line looks. */
  public enum Format {
    /** {@link TextLayout}. */
    TEXT,
    /** One JSON object a line, key-value pairs as its members. */
    JSON
  }

  /** The libraries tell of their own inner life below this level, in words nobody here knows. */
  private static final List<String> LIBRARIES =
      List.of("io.undertow", "org.xnio", "org.jboss", "org.apache.hc");

  private LogSetup() {}

  /** Replaces whatever logging was set up before. To be called before anything is logged. */
  public static void apply(Level level, Format format) {
    // Undertow and XNIO log through JBoss Logging, which chooses once, when it is first used.
    System.setProperty("org.jboss.logging.provider", "slf4j");
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(levelOf(level));
    root.addAppender(appender(context, format));
    Level ofLibraries = level == Level.ERROR ? Level.ERROR : Level.WARN;
    for (String library : LIBRARIES) {
      context.getLogger(library).setLevel(levelOf(ofLibraries));
    }
  }

  private static ch.qos.logback.classic.Level levelOf(Level level) {
    return ch.qos.logback.classic.Level.valueOf(level.name());
  }

  /** Standard error, since standard output carries the ready line alone. */
  private static ConsoleAppender<ILoggingEvent> appender(LoggerContext context, Format format) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(format == Format.JSON ? json(context) : text(context));
    appender.start();
    return appender;
  }

  static Encoder<ILoggingEvent> json(LoggerContext context) {
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.setTimeZone("UTC");
    encoder.getFieldNames().setLevelValue(null);
    encoder.getFieldNames().setVersion(null);
    encoder.start();
    return encoder;
  }

  static Encoder<ILoggingEvent> text(LoggerContext context) {
    TextLayout layout = new TextLayout();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }
}
