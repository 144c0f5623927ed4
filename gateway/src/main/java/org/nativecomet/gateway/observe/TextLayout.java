package org.nativecomet.gateway.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.slf4j.event.KeyValuePair;

/**
 * Log lines for people: time, level, the logger's last name, message and {@code key=value} pairs.
 *
 * <p>Whatever a message or value holds, it stays on its line and inside its quotes: control
 * characters, quotes and what is not ASCII are escaped, so nobody forges a line or moves the
 * reader's cursor. Only a stack trace takes lines of its own.
 */
final class TextLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    TIME.formatTo(event.getInstant(), line);
    line.append(' ').append(event.getLevel()).append(' ').append(shortName(event)).append(' ');
    escape(line, event.getFormattedMessage());
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        line.append(' ').append(pair.key).append('=');
        appendValue(line, String.valueOf(pair.value));
      }
    }
    line.append('\n');
    if (event.getThrowableProxy() != null) {
      line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return line.toString();
  }

  private static String shortName(ILoggingEvent event) {
    String name = event.getLoggerName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static void appendValue(StringBuilder line, String value) {
    if (!value.isEmpty() && value.chars().allMatch(TextLayout::isPlain)) {
      line.append(value);
      return;
    }
    line.append('"');
    escape(line, value);
    line.append('"');
  }

  private static boolean isPlain(int c) {
    return c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '=';
  }

  private static void escape(StringBuilder line, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7f) {
        line.append(c);
      } else {
        line.append(String.format("\\u%04x", (int) c));
      }
    }
  }
}
