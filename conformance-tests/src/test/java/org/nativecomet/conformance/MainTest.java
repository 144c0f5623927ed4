package org.nativecomet.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nativecomet.conformance.report.JsonReport;
import org.nativecomet.conformance.wrong.Fault;
import org.nativecomet.conformance.wrong.RightServer;

class MainTest {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(JsonReport.class.getResourceAsStream("report.schema.json"));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void aTargetIsNeeded() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("--target URL is needed").hasLineCount(1);
  }

  @Test
  void oneSideIsNeeded() {
    assertThat(run("--target", "http://127.0.0.1:1")).isEqualTo(2);
    assertThat(err.toString()).contains("--origin-listen").contains("--resource").hasLineCount(1);
  }

  @Test
  void anUnknownOptionIsOneSentence() {
    assertThat(run("--traget", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("--traget").hasLineCount(1);
  }

  @Test
  void anUnknownDeclarationIsOneSentence() {
    assertThat(
            run(
                "--target",
                "http://127.0.0.1:1",
                "--resource",
                "http://127.0.0.1:1/r",
                "--declare",
                "patience=1s"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("patience").hasLineCount(1);
  }

  @Test
  void aSelectorThatSelectsNothingIsAnError() {
    assertThat(run("NOPE", "--list")).isEqualTo(2);
    assertThat(err.toString()).contains("NOPE");
  }

  @Test
  void listsCases() {
    assertThat(run("--list", "SUB-3")).isZero();
    assertThat(out.toString()).contains("SUB-3/put-is-ordinary").doesNotContain("SUB-30");
  }

  @Test
  void explainsARequirementWithItsCases() {
    assertThat(run("--explain", "SUB-13")).isZero();
    assertThat(out.toString()).contains("MUST").contains("Intent:").contains("SUB-13/acknowledged");
    assertThat(run("--explain", "SUB-999")).isEqualTo(2);
  }

  @Test
  void aServerThatIsNotThereCannotBeTested() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(run("--target", "http://127.0.0.1:" + port, "--origin-listen", "127.0.0.1:0"))
        .isEqualTo(3);
    assertThat(out.toString()).contains("cannot connect");
  }

  @Test
  void writesEveryReport(@TempDir Path folder) throws IOException {
    int origin;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      origin = free.getLocalPort();
    }
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), origin);
    try (RightServer server = RightServer.start(address, Fault.NO_ID)) {
      int status =
          run(
              "COR-1/success",
              "OUT-4",
              "--target",
              "http://" + server.authority(),
              "--origin-listen",
              "127.0.0.1:" + origin,
              "--patience",
              "0.5",
              "--json",
              folder.resolve("out.json").toString(),
              "--junit",
              folder.resolve("out.xml").toString(),
              "--html",
              folder.resolve("html").toString(),
              "--expected",
              folder.resolve("expected.txt").toString(),
              "--update-expected");

      assertThat(status).isZero();
    }
    assertThat(folder.resolve("out.json")).content().contains("COR-1/success").contains("\"FAIL\"");
    assertThat(violations(folder.resolve("out.json"))).isEmpty();
    assertThat(folder.resolve("out.xml")).content().contains("<failure").contains("OUT-4");
    assertThat(folder.resolve("expected.txt"))
        .content()
        .isEqualTo("OUT-4/head-before-requests PASS\nCOR-1/success FAIL\n");
    assertThat(Files.readString(folder.resolve("html/index.html"))).contains("COR-1.success.html");
    assertThat(folder.resolve("html/case/COR-1.success.html"))
        .content()
        .contains("client → server")
        .contains("Exchange-Id: A.b_c-9");
    assertThat(folder.resolve("html/specification.html"))
        .content()
        .contains("<div id=\"COR-1\" class=\"requirement fail\">")
        .contains("<div id=\"OUT-4\" class=\"requirement pass\">");
    assertThat(folder.resolve("html/index.html"))
        .content()
        .contains("The server does not conform", "What could not be judged, and why", "CCH-7");
    needsNoNetwork(folder.resolve("html"));
  }

  @Test
  void theSchemaOfTheReportRefusesAnother() throws IOException {
    assertThat(SCHEMA.validate(new ObjectMapper().readTree("{\"target\": 1}"))).isNotEmpty();
  }

  private static void needsNoNetwork(Path pages) throws IOException {
    try (Stream<Path> files = Files.walk(pages)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file))
            .as("%s", file)
            .doesNotContainPattern("(href|src)=\"[a-z]+:|url\\(|@import|fetch\\(");
      }
    }
  }

  private static Set<ValidationMessage> violations(Path report) throws IOException {
    return SCHEMA.validate(new ObjectMapper().readTree(report.toFile()));
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
