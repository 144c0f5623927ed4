package org.nativecomet.samples.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nativecomet.samples.testing.Enclosed;
import org.nativecomet.samples.testing.Peer;
import org.nativecomet.samples.testing.ResponseQueue;
import org.nativecomet.samples.testing.Rest;
import org.nativecomet.samples.testing.SampleBehindGateway;
import org.nativecomet.samples.testing.Tool;

/** nghttp, the client of the library that most HTTP/2 software is made with. */
class NghttpIT {
  @TempDir private Path folder;
  private String nghttp;
  private SampleBehindGateway sample;

  @BeforeEach
  void start() throws Exception {
    nghttp = Tool.require("nghttp2-client", "nghttp");
    sample = SampleBehindGateway.start();
  }

  @AfterEach
  void stop() {
    if (sample != null) {
      sample.close();
    }
  }

  @Test
  void anOrdinaryRequestIsProxied() throws Exception {
    assertThat(Peer.output(folder, nghttp, uri("/notes/1"))).contains("Open this page twice");
  }

  @Test
  void aSubscriberSeesWhatAnotherClientAdds() throws Exception {
    String[] subscribe = {
      // Into a pipe it would write only now and then.
      Tool.require("coreutils", "stdbuf"),
      "-o0",
      nghttp,
      "-H",
      "accept: message/http",
      "-H",
      "when-modified-after: Thu, 01 Jan 1970 00:00:00 GMT",
      uri("/notes")
    };
    try (Peer peer = Peer.start(folder, subscribe)) {
      ResponseQueue updates = new ResponseQueue(peer.output());
      assertThat(updates.next().content()).contains("Open this page twice");
      Rest.send("POST", sample.gateway().uri("/notes"), "text/plain", "seen by nghttp");
      updates.await("the note", r -> r.content().contains("seen by nghttp"));
    }
  }

  @Test
  void aBatchOfEnclosedRequestsIsAnswered() throws Exception {
    Path batch = folder.resolve("batch");
    try (var out = Files.newOutputStream(batch)) {
      out.write(Enclosed.addNote(sample.host(), "in a batch"));
      out.write(Enclosed.get(sample.host(), "/notes"));
    }
    String[] post = {
      nghttp,
      "-H",
      ":method: POST",
      "-H",
      "content-type: message/http",
      "-d",
      batch.toString(),
      uri("/comet")
    };
    try (Peer peer = Peer.start(folder, post)) {
      ResponseQueue answers = new ResponseQueue(peer.output());
      assertThat(answers.next().status()).isEqualTo(201);
      assertThat(answers.next().content()).contains("in a batch");
      answers.expectEnd();
    }
  }

  private String uri(String path) {
    return sample.gateway().uri(path).toString();
  }
}
