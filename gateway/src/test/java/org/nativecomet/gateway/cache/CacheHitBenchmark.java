package org.nativecomet.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.ResponseSink;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.observe.GatewayEvents;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A request that a fresh stored response answers, from the stage's door to the sink; and the look
 * into Caffeine alone, which is the least that any cache on it costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CacheHitBenchmark {
  private static final Fields ORIGIN =
      Fields.of(
          "Date", "Thu, 26 Nov 2026 14:00:00 GMT",
          "Content-Type", "application/json",
          "Cache-Control", "public, max-age=31536000",
          "ETag", "\"9ba41c66dfe11f4b\"",
          "Last-Modified", "Thu, 26 Nov 2026 13:59:00 GMT");
  private static final Fields VARYING = ORIGIN.plus("Vary", "Accept-Encoding, Accept-Language");
  private static final List<String> LANGUAGES = List.of("fr", "de", "it", "en");

  private static final Fields CLIENT =
      Fields.of(
          "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
          "Accept", "application/json, text/plain;q=0.5",
          "Accept-Encoding", "gzip, br",
          "Accept-Language", "en");

  private final CacheHandler cache =
      new CacheHandler(
          CacheOptions.DEFAULT,
          RouteRules.DEFAULT,
          (request, sink) -> sink.respond(answer(request)),
          Clock.systemUTC(),
          GatewayEvents.NONE);
  private final Request plain = request("/plain", CLIENT);
  private final Request varied = request("/varied", CLIENT);
  private final Request validating =
      request("/plain", CLIENT.plus("If-None-Match", "\"9ba41c66dfe11f4b\""));
  private final Cache<TargetUri, Fields> caffeine =
      Caffeine.newBuilder().maximumSize(10_000).build();

  /** Stores what is asked for; other languages of the varied one lie before the one wanted. */
  public CacheHitBenchmark() {
    caffeine.put(plain.target(), ORIGIN);
    cache.handle(plain, Ignoring.INSTANCE);
    for (String language : LANGUAGES) {
      Fields fields = CLIENT.with("Accept-Language", language);
      cache.handle(request("/varied", fields), Ignoring.INSTANCE);
    }
  }

  private static Request request(String path, Fields fields) {
    return new Request(
        Method.GET,
        new TargetUri("http", "api.example", path),
        fields,
        Content.empty(),
        new Client("192.0.2.1", "1.1"),
        Optional.empty());
  }

  private static Response answer(Request request) {
    boolean varies = request.target().path().equals("/varied");
    return Response.of(200, varies ? VARYING : ORIGIN, new byte[120]);
  }

  @Benchmark
  public void hit(Blackhole answers) {
    cache.handle(plain, new Consuming(answers));
  }

  /** One of four stored responses is selected by two fields. */
  @Benchmark
  public void hitAmongVariants(Blackhole answers) {
    cache.handle(varied, new Consuming(answers));
  }

  /** The client has it already: 304. */
  @Benchmark
  public void hitNotModified(Blackhole answers) {
    cache.handle(validating, new Consuming(answers));
  }

  @Benchmark
  public @Nullable Fields caffeineAlone() {
    return caffeine.getIfPresent(plain.target());
  }

  private record Consuming(Blackhole answers) implements ResponseSink {
    @Override
    public void respond(Response response) {
      answers.consume(response);
    }

    @Override
    public Outlet hold(Fields outerFields) {
      throw new AssertionError("not held");
    }

    @Override
    public void onAbandoned(Runnable action) {
      throw new AssertionError("not stored");
    }
  }

  /** Takes what is to be stored. */
  private enum Ignoring implements ResponseSink {
    INSTANCE;

    @Override
    public void respond(Response response) {
      response.content().discard();
    }

    @Override
    public Outlet hold(Fields outerFields) {
      throw new AssertionError("not held");
    }

    @Override
    public void onAbandoned(Runnable action) {}
  }
}
