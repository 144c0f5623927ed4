package org.nativecomet.gateway.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A second reading of the same rules, made in another way: the whole text at once, by the grammar
 * of RFC 9112 as regular expressions, without folding and without limits. Slow, and short enough to
 * be believed.
 */
final class StrictReading {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String LINE = TOKEN + ":[\\t\\x20-\\x7e\\x80-\\xff]*\\r\\n";
  private static final String BWS = "[ \\t]*";
  private static final String QUOTED =
      "\"(?:[\\t \\x21\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\[\\t \\x21-\\x7e\\x80-\\xff])*\"";

  private static final Pattern HEAD =
      Pattern.compile(
          "(?:\\r\\n)*+("
              + TOKEN
              + ") ([\\x21-\\x7e]+) HTTP/1\\.([01])\\r\\n((?:"
              + LINE
              + ")*+)\\r\\n");
  private static final Pattern LENGTH =
      Pattern.compile("(?im)^content-length:[ \\t]*(.*?)[ \\t]*\\r\\n");
  private static final Pattern CODING =
      Pattern.compile("(?im)^transfer-encoding:[ \\t]*(.*?)[ \\t]*\\r\\n");
  private static final Pattern CHUNK_LINE =
      Pattern.compile(
          "([0-9A-Fa-f]{1,15})(?:"
              + BWS
              + ";"
              + BWS
              + TOKEN
              + "(?:"
              + BWS
              + "="
              + BWS
              + "(?:"
              + TOKEN
              + "|"
              + QUOTED
              + "))?)*+\\r\\n");
  private static final Pattern TRAILERS = Pattern.compile("(?:" + LINE + ")*+\\r\\n");

  private final String text;
  private final List<String> requests = new ArrayList<>();
  private int position;

  private StrictReading(String text) {
    this.text = text;
  }

  /** Method, target and content of each request up to the first doubt. */
  static List<String> of(String text) {
    StrictReading reading = new StrictReading(text);
    while (reading.request()) {
      // One after the other.
    }
    return reading.requests;
  }

  private boolean request() {
    Matcher head = match(HEAD);
    if (head == null) {
      return false;
    }
    List<String> lengths = all(LENGTH, head.group(4));
    List<String> codings = all(CODING, head.group(4));
    if (head.group(3).equals("0")) {
      return http10(lengths, codings);
    }
    StringBuilder content = new StringBuilder();
    boolean isFramed =
        codings.isEmpty() ? fixed(lengths, content) : coded(lengths, codings, content);
    if (isFramed) {
      requests.add(head.group(1) + " " + head.group(2) + " " + content);
    }
    return isFramed;
  }

  /** Refused as soon as its framing is clear, and then skipped. */
  private boolean http10(List<String> lengths, List<String> codings) {
    if (!codings.isEmpty() || !isLength(lengths)) {
      return false;
    }
    requests.add("refused VERSION_1_0");
    return fixed(lengths, new StringBuilder());
  }

  private boolean coded(List<String> lengths, List<String> codings, StringBuilder content) {
    return lengths.isEmpty()
        && codings.size() == 1
        && codings.get(0).equalsIgnoreCase("chunked")
        && chunks(content);
  }

  private boolean fixed(List<String> lengths, StringBuilder content) {
    return isLength(lengths)
        && take(lengths.isEmpty() ? 0 : Long.parseLong(lengths.get(0)), content);
  }

  private static boolean isLength(List<String> lengths) {
    return lengths.isEmpty() || (lengths.size() == 1 && lengths.get(0).matches("[0-9]{1,18}"));
  }

  private boolean chunks(StringBuilder content) {
    while (true) {
      Matcher line = match(CHUNK_LINE);
      if (line == null) {
        return false;
      }
      long size = Long.parseLong(line.group(1), 16);
      if (size == 0) {
        return match(TRAILERS) != null;
      }
      if (!take(size, content) || !text.startsWith("\r\n", position)) {
        return false;
      }
      position += 2;
    }
  }

  private boolean take(long count, StringBuilder content) {
    if (count > text.length() - position) {
      return false;
    }
    content.append(text, position, position + (int) count);
    position += (int) count;
    return true;
  }

  private @Nullable Matcher match(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(position, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    position = matcher.end();
    return matcher;
  }

  private static List<String> all(Pattern pattern, String lines) {
    return pattern.matcher(lines).results().map(result -> result.group(1)).toList();
  }
}
