package org.nativecomet.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogSetupTest {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  @AfterEach
  void restore() throws JoranException {
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  private Level level(String logger) {
    return context.getLogger(logger).getEffectiveLevel();
  }

  @Test
  void theLevelIsOursAndLibrariesStayQuiet() {
    LogSetup.apply(LogSetup.Level.DEBUG, LogSetup.Format.TEXT);
    assertThat(level("org.nativecomet.gateway")).isEqualTo(Level.DEBUG);
    assertThat(level("io.undertow.request")).isEqualTo(Level.WARN);
    assertThat(level("org.xnio.nio")).isEqualTo(Level.WARN);
    assertThat(level("org.jboss.threads")).isEqualTo(Level.WARN);
    assertThat(level("org.apache.hc.client5")).isEqualTo(Level.WARN);
  }

  @Test
  void errorsOnlyMeansTheLibrariesToo() {
    LogSetup.apply(LogSetup.Level.ERROR, LogSetup.Format.TEXT);
    assertThat(level("io.undertow.request")).isEqualTo(Level.ERROR);
  }

  @Test
  void jbossLoggingGoesTheSameWay() {
    LogSetup.apply(LogSetup.Level.INFO, LogSetup.Format.TEXT);
    assertThat(System.getProperty("org.jboss.logging.provider")).isEqualTo("slf4j");
  }

  @Test
  void linesGoToStandardErrorInTheFormatChosen() {
    assertThat(written(LogSetup.Format.TEXT)).matches("\\S+Z INFO here told x=1\n");
    assertThat(written(LogSetup.Format.JSON))
        .startsWith("{\"@timestamp\":")
        .contains("\"message\":\"told\"", "\"level\":\"INFO\"", "\"x\":1")
        .endsWith("}\n");
  }

  private static String written(LogSetup.Format format) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(octets, true, StandardCharsets.UTF_8));
    try {
      LogSetup.apply(LogSetup.Level.INFO, format);
      LoggerFactory.getLogger("some.where.here").atInfo().addKeyValue("x", 1).log("told");
      LoggerFactory.getLogger("some.where.here").debug("not told");
    } finally {
      System.setErr(before);
    }
    return octets.toString(StandardCharsets.UTF_8);
  }
}
