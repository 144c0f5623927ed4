package org.nativecomet.samples.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.nativecomet.samples.testing.Peer;
import org.nativecomet.samples.testing.ResponseQueue;
import org.nativecomet.samples.testing.SampleBehindGateway;
import org.nativecomet.samples.testing.Tool;

/** Node's fetch, which unlike a browser's reads the response while the request still goes up. */
class NodeFetchIT {
  @Test
  void aStreamingContentIsAnsweredWhileItIsWritten() throws Exception {
    String node = Tool.require("nodejs", "node");
    Path peers = Path.of("src/test/peers").toAbsolutePath();
    try (SampleBehindGateway sample = SampleBehindGateway.start();
        Peer peer =
            Peer.start(
                peers,
                node,
                "duplex-fetch.mjs",
                sample.gateway().uri("/comet").toString(),
                sample.host())) {
      ResponseQueue answers = new ResponseQueue(peer.output());
      assertThat(answers.next().content()).contains("Open this page twice");
      assertThat(answers.await("the answer", r -> r.status() == 201).field("Content-Location"))
          .isEqualTo("/notes");
      answers.await(
          "the update", r -> r.content().startsWith("[") && r.content().contains("by node"));
    }
  }
}
