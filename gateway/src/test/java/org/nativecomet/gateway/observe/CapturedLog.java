package org.nativecomet.gateway.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What one class logs while this is open, at every level. */
final class CapturedLog implements AutoCloseable {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final Logger logger;

  CapturedLog(Class<?> type) {
    logger = context.getLogger(type);
    logger.setLevel(Level.DEBUG);
    logger.setAdditive(false);
    logger.addAppender(appender);
    appender.start();
  }

  /** The lines as text, without the time. */
  List<String> lines() {
    return encoded(LogSetup.text(context)).stream()
        .map(line -> line.substring(line.indexOf(' ') + 1).stripTrailing())
        .toList();
  }

  /** The lines as JSON. */
  List<String> json() {
    return encoded(LogSetup.json(context));
  }

  private List<String> encoded(Encoder<ILoggingEvent> encoder) {
    return appender.list.stream()
        .map(event -> new String(encoder.encode(event), StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
    logger.setLevel(null);
  }
}
