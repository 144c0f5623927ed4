package org.nativecomet.conformance.report;

/** Text as HTML. */
final class Html {
  private Html() {}

  /** Escaped for content and quoted attributes. */
  static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String link(String href, String text) {
    return "<a href=\"" + text(href) + "\">" + text(text) + "</a>";
  }
}
