package org.nativecomet.gateway.http;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What is read of the fields of every message: Cache-Control, Vary, and what is for one hop only.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FieldsBenchmark {
  private final Fields response =
      Fields.of(
          "Date", "Thu, 26 Nov 2026 14:00:00 GMT",
          "Content-Type", "application/json",
          "Cache-Control", "public, max-age=60, s-maxage=\"120\", stale-if-error=600",
          "Vary", "Accept-Encoding, Accept-Language");
  private final Fields request =
      Fields.of(
          "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
          "Accept", "application/json, text/plain;q=0.5",
          "Accept-Encoding", "gzip, deflate, br;q=0.9",
          "Accept-Language", "en-GB, en;q=0.7, de;q=0.3");
  private final Vary vary = Vary.of(response);
  private final VarySelection selection = vary.select(request).orElseThrow();

  @Benchmark
  public CacheDirectives cacheControl() {
    return CacheDirectives.of(response);
  }

  /** Of a request, which mostly has none. */
  @Benchmark
  public CacheDirectives cacheControlAbsent() {
    return CacheDirectives.of(request);
  }

  @Benchmark
  public Vary vary() {
    return Vary.of(response);
  }

  /** The key of a request among the variants. */
  @Benchmark
  public Optional<VarySelection> select() {
    return vary.select(request);
  }

  /** Whether a stored response is the one. */
  @Benchmark
  public boolean matches() {
    return selection.matches(request);
  }

  @Benchmark
  public Fields withoutHopByHop() {
    return HopByHopFields.remove(response);
  }
}
