package org.nativecomet.conformance.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nativecomet.conformance.suite.CaseResult;
import org.nativecomet.conformance.suite.Report;

/** One record for each case, for programs; {@code report.schema.json} describes it. */
public final class JsonReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  /** Writes it. */
  public static void write(Report report, boolean strict, Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("target", report.target().base().toString());
    root.put("started", report.started().toString());
    root.put("milliseconds", report.duration().toMillis());
    root.put("strict", strict);
    root.put("conclusion", report.conclusion(strict).name());
    ArrayNode capabilities = root.putArray("capabilities");
    report.target().capabilities().stream()
        .sorted()
        .forEach(capability -> capabilities.add(capability.label()));
    ObjectNode declared = root.putObject("declared");
    report.target().declared().all().forEach(declared::put);
    ObjectNode counts = root.putObject("counts");
    report.counts().forEach((verdict, count) -> counts.put(verdict.name(), count));
    ArrayNode cases = root.putArray("cases");
    report.results().forEach(result -> cases.add(node(result)));
    ObjectNode unjudged = root.putObject("unjudged");
    report.unjudged().forEach(unjudged::put);
    Files.writeString(file, JSON.writeValueAsString(root) + "\n");
  }

  private static ObjectNode node(CaseResult result) {
    ObjectNode node = JSON.createObjectNode();
    node.put("id", result.testCase().id());
    node.put("requirement", result.testCase().requirement());
    node.put("sentence", result.testCase().sentence());
    node.put("kind", result.kind().name());
    node.put("verdict", result.verdict().name());
    node.put("milliseconds", result.duration().toMillis());
    if (!result.expected().isEmpty()) {
      node.put("step", result.step());
      node.put("expected", result.expected());
    }
    if (!result.actual().isEmpty()) {
      node.put("actual", result.actual());
    }
    return node;
  }
}
