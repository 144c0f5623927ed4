package org.nativecomet.conformance.report;

import java.util.Locale;
import org.nativecomet.conformance.suite.CaseResult;
import org.nativecomet.conformance.suite.Verdict;

/** How verdicts look: a colour and, for those who cannot tell colours apart, a sign. */
final class Cells {
  private Cells() {}

  /** A square that opens the case. */
  static String cell(CaseResult result, String root) {
    String says = Html.text(result.testCase().id() + ": " + word(result.verdict()));
    return "<a class=\"cell "
        + css(result.verdict())
        + "\" data-verdict=\""
        + css(result.verdict())
        + "\" href=\""
        + root
        + "case/"
        + file(result)
        + "\" title=\""
        + says
        + "\" aria-label=\""
        + says
        + "\">"
        + sign(result.verdict())
        + "</a>";
  }

  /** The verdict in a word. */
  static String badge(Verdict verdict) {
    return badge(verdict, word(verdict));
  }

  static String badge(Verdict verdict, String text) {
    return "<span class=\"badge "
        + css(verdict)
        + "\">"
        + sign(verdict)
        + " "
        + Html.text(text)
        + "</span>";
  }

  /** The class that colours it. */
  static String css(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String word(Verdict verdict) {
    return verdict.name().replace('_', ' ');
  }

  /** The page of a case, in the folder of all of them. */
  static String file(CaseResult result) {
    return result.testCase().id().replace('/', '.') + ".html";
  }

  private static String sign(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "✓";
      case FAIL -> "✗";
      case WARN -> "!";
      case YES -> "y";
      case NO -> "n";
      case SETUP_FAILED, DEPENDENCY_FAILED -> "?";
      case NOT_APPLICABLE, UNTESTED -> "–";
      case HARNESS_ERROR -> "‼";
    };
  }
}
