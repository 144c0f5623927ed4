package org.nativecomet.conformance.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nativecomet.conformance.suite.CaseResult;
import org.nativecomet.conformance.suite.Report;
import org.nativecomet.spec.Specification;

/**
 * Pages that open without a network: a matrix of all cases, a page for each with what went over the
 * wire, and the specification with each requirement coloured by its result.
 */
public final class HtmlReport {
  private final Path directory;

  private HtmlReport(Path directory) {
    this.directory = directory;
  }

  /** Writes the pages. */
  public static void write(
      Report report, Specification specification, boolean strict, Path directory)
      throws IOException {
    Files.createDirectories(directory.resolve("case"));
    HtmlReport pages = new HtmlReport(directory);
    pages.copy("style.css");
    pages.copy("filter.js");
    String server = report.target().base().toString();
    pages.page("index.html", "Conformance of " + server, new MatrixPage(report, strict).body());
    pages.page(
        "specification.html",
        "Native Comet, with the results of " + server,
        new SpecificationPage(report, specification).body());
    List<CaseResult> results = report.results();
    for (int i = 0; i < results.size(); i++) {
      CasePage page =
          new CasePage(
              results.get(i),
              specification,
              results.get((i + results.size() - 1) % results.size()),
              results.get((i + 1) % results.size()));
      pages.page("case/" + Cells.file(results.get(i)), results.get(i).testCase().id(), page.body());
    }
  }

  private void page(String file, String title, String body) throws IOException {
    String root = file.contains("/") ? "../" : "";
    Files.writeString(
        directory.resolve(file),
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%1$s</title>
        <link rel="stylesheet" href="%2$sstyle.css">
        <script src="%2$sfilter.js" defer></script>
        </head>
        <body>
        <nav><a href="%2$sindex.html">All cases</a> <a href="%2$sspecification.html">Specification</a></nav>
        <main>
        %3$s</main>
        </body>
        </html>
        """
            .formatted(Html.text(title), root, body));
  }

  private void copy(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("not in the jar: " + name);
      }
      Files.writeString(
          directory.resolve(name), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
