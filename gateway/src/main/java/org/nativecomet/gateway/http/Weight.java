package org.nativecomet.gateway.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A quality value (RFC 9110, section 12.4.2), in thousandths so that it compares exactly. */
public final class Weight {
  /** The weight of what names none: {@code q=1}. */
  public static final int FULL = 1000;

  private static final Pattern QVALUE = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

  private Weight() {}

  /**
   * Parses a {@code qvalue}.
   *
   * @param text null where there is no {@code q} parameter, which means 1
   * @return 0 to 1000; 0, not acceptable, where the text is no qvalue
   */
  public static int parse(@Nullable String text) {
    if (text == null) {
      return FULL;
    }
    if (!QVALUE.matcher(text).matches()) {
      return 0;
    }
    return (int) Math.round(Double.parseDouble(text) * FULL);
  }

  /** The shortest {@code qvalue} that means this. */
  static String text(int weight) {
    if (weight == FULL) {
      return "1";
    }
    String digits = String.format("%03d", weight).replaceAll("0+$", "");
    return digits.isEmpty() ? "0" : "0." + digits;
  }
}
