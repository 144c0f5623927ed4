package org.nativecomet.conformance.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.nativecomet.conformance.suite.CaseResult;
import org.nativecomet.conformance.suite.Report;

/** The form that build servers read: a test suite for each family. */
public final class JUnitReport {
  private JUnitReport() {}

  /** Writes it. */
  public static void write(Report report, Path file) throws IOException {
    Map<String, List<CaseResult>> families =
        report.results().stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.testCase().family(), LinkedHashMap::new, Collectors.toList()));
    try (Writer out = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      xml.writeStartDocument();
      xml.writeStartElement("testsuites");
      for (Map.Entry<String, List<CaseResult>> family : families.entrySet()) {
        suite(xml, family.getKey(), family.getValue());
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void suite(XMLStreamWriter xml, String name, List<CaseResult> results)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", name);
    xml.writeAttribute("tests", String.valueOf(results.size()));
    for (CaseResult result : results) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", name);
      xml.writeAttribute("name", result.testCase().id() + " " + result.testCase().sentence());
      xml.writeAttribute(
          "time", String.format(Locale.ROOT, "%.3f", result.duration().toMillis() / 1000.0));
      switch (result.verdict()) {
        case FAIL -> problem(xml, "failure", result);
        case HARNESS_ERROR, SETUP_FAILED -> problem(xml, "error", result);
        case NOT_APPLICABLE, DEPENDENCY_FAILED, UNTESTED -> problem(xml, "skipped", result);
        case PASS, WARN, YES, NO -> {
          xml.writeStartElement("system-out");
          xml.writeCharacters(legal(result.verdict() + " " + result.actual()));
          xml.writeEndElement();
        }
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void problem(XMLStreamWriter xml, String element, CaseResult result)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute(
        "message",
        legal(
            result.expected().isEmpty()
                ? result.verdict() + ": " + result.actual()
                : "expected " + result.expected() + ", but " + result.actual()));
    xml.writeEndElement();
  }

  /** Characters that XML 1.0 has. */
  private static String legal(String text) {
    return text.replaceAll("[^\\t\\r\\n\\x20-\\uFFFD]", "·");
  }
}
