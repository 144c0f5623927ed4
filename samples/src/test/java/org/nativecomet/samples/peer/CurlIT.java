package org.nativecomet.samples.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nativecomet.samples.testing.Enclosed;
import org.nativecomet.samples.testing.Peer;
import org.nativecomet.samples.testing.ResponseQueue;
import org.nativecomet.samples.testing.Rest;
import org.nativecomet.samples.testing.SampleBehindGateway;
import org.nativecomet.samples.testing.SelfSigned;
import org.nativecomet.samples.testing.Tool;

/** curl, which is what people try things with, over each of the listener's protocols. */
class CurlIT {
  /** How curl reaches the gateway. */
  enum Way {
    HTTP_1_1("http", "--http1.1", "1.1"),
    H2C("http", "--http2-prior-knowledge", "2"),
    H1_OVER_TLS("https", "--http1.1", "1.1"),
    H2_OVER_TLS("https", "--http2", "2");

    private final String scheme;
    private final String flag;
    private final String version;

    Way(String scheme, String flag, String version) {
      this.scheme = scheme;
      this.flag = flag;
      this.version = version;
    }
  }

  @TempDir private static Path folder;
  private static SelfSigned identity;

  private String curl;
  private SampleBehindGateway sample;

  @BeforeAll
  static void makeCertificate() throws Exception {
    identity = SelfSigned.in(folder);
  }

  @BeforeEach
  void start() throws Exception {
    curl = Tool.require("curl", "curl");
    sample = SampleBehindGateway.start(identity.yaml());
  }

  @AfterEach
  void stop() {
    if (sample != null) {
      sample.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOrdinaryRequestIsProxied(Way way) throws Exception {
    String output =
        Peer.output(folder, command(way, "/notes/1", "-w", "\n%{http_code} %{http_version}"));
    assertThat(output).contains("Open this page twice").endsWith("\n200 " + way.version);
  }

  @ParameterizedTest
  @EnumSource
  void aSubscriberSeesWhatAnotherClientAdds(Way way) throws Exception {
    try (Peer peer = Peer.start(folder, command(way, "/notes", subscribing()))) {
      ResponseQueue updates = new ResponseQueue(peer.output());
      assertThat(updates.next().content()).contains("Open this page twice");
      add("seen by curl");
      updates.await("the note", r -> r.content().contains("seen by curl"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void gzipIsReadableAsItArrives(Way way) throws Exception {
    try (Peer peer = Peer.start(folder, command(way, "/notes", subscribing("--compressed")))) {
      ResponseQueue updates = new ResponseQueue(peer.output());
      assertThat(updates.next().content()).contains("Open this page twice");
      add("seen through gzip");
      updates.await("the note", r -> r.content().contains("seen through gzip"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void requestsGoUpWhileAnswersComeDown(Way way) throws Exception {
    String[] duplex = {
      "-T", ".", "-X", "POST", "-H", "Content-Type: message/http", "-H", "Expect:"
    };
    try (Peer peer = Peer.start(folder, command(way, "/comet", duplex))) {
      ResponseQueue answers = new ResponseQueue(peer.output());
      send(peer, Enclosed.subscribe(authority(way), "/notes"));
      assertThat(answers.next().content()).contains("Open this page twice");
      send(peer, Enclosed.addNote(authority(way), "by the same curl"));
      assertThat(answers.await("the answer", r -> r.status() == 201).field("Content-Location"))
          .isEqualTo("/notes");
      answers.await(
          "the update", r -> r.content().contains("by the same curl") && isList(r.content()));
    }
  }

  @Test
  void aChunkedUploadFromAPipeIsAnsweredBeforeItEnds() throws Exception {
    String[] upload = {"-T", "-", "-X", "POST", "-H", "Content-Type: application/http"};
    try (Peer peer = Peer.start(folder, command(Way.HTTP_1_1, "/comet", upload))) {
      send(peer, Enclosed.get(authority(Way.HTTP_1_1), "/clock"));
      peer.input().close();
      ResponseQueue answers = new ResponseQueue(peer.output());
      assertThat(answers.next().content()).contains("utc");
      answers.expectEnd();
    }
  }

  private static boolean isList(String content) {
    return content.startsWith("[");
  }

  private static void send(Peer peer, byte[] octets) throws IOException {
    OutputStream input = peer.input();
    input.write(octets);
    input.flush();
  }

  private void add(String text) throws Exception {
    URI notes = sample.gateway().uri("/notes");
    assertThat(Rest.send("POST", notes, "text/plain", text).statusCode()).isEqualTo(201);
  }

  private static String[] subscribing(String... more) {
    return Stream.concat(
            Stream.of(
                "-H",
                "Accept: message/http",
                "-H",
                "When-Modified-After: Thu, 01 Jan 1970 00:00:00 GMT"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private String[] command(Way way, String path, String... more) {
    List<String> fixed = List.of(curl, "-sSN", way.flag, "--cacert", SelfSigned.CERTIFICATE);
    String uri = way.scheme + "://" + authority(way) + path;
    return Stream.of(fixed.stream(), Stream.of(more), Stream.of(uri))
        .flatMap(part -> part)
        .toArray(String[]::new);
  }

  private String authority(Way way) {
    boolean tls = way.scheme.equals("https");
    return "localhost:" + (tls ? sample.gateway().tlsPort() : sample.gateway().port());
  }
}
