package org.nativecomet.gateway.server;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the head of every request goes through, between Undertow and the first stage. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RequestHeadBenchmark {
  private final Fields fields =
      Fields.of(
          "Host", "api.example:8080",
          "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
          "Accept", "application/json, text/plain;q=0.5",
          "Accept-Encoding", "gzip, deflate, br",
          "Accept-Language", "en-GB, en;q=0.7",
          "If-None-Match", "\"9ba41c66dfe11f4b\"");
  private final Client client = new Client("192.0.2.1", "1.1");
  private final ReceivedHead head =
      new ReceivedHead(
          Method.GET,
          "/quotes/ACME?currency=EUR",
          "api.example:8080",
          fields,
          client,
          Optional.empty());
  private final ServerOptions options = TestOptions.twoThreads().build();

  /** Whether it may pass, and what its target is. */
  @Benchmark
  public Object judge() {
    RequestFraming framing = RequestFraming.of(head.fields(), client.protocol());
    return HeadDecision.of(head, framing, "http", options);
  }

  /** Whom it is from. */
  @Benchmark
  public Object forwardedFor() {
    return ForwardedFor.of(client.address(), head.fields(), options.trustedProxies());
  }
}
