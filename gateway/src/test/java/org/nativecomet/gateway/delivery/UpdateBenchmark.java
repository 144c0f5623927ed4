package org.nativecomet.gateway.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.TargetUri;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What is done once for an update, however many it goes to: its octets, and its compressed form.
 * Beside it the JDK's compressor with the content alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class UpdateBenchmark {
  private static final TargetUri TARGET = new TargetUri("http", "api.example", "/quotes/ACME");
  private static final Fields FIELDS =
      Fields.of(
          "Date", "Thu, 26 Nov 2026 14:00:00 GMT",
          "Content-Type", "application/json",
          "ETag", "\"9ba41c66dfe11f4b\"",
          "Last-Modified", "Thu, 26 Nov 2026 13:59:00 GMT",
          "Via", "1.1 native-comet");

  /** In the representation; each takes some 45 octets. */
  @Param({"2", "150"})
  private int quotes;

  private byte[] content = {};

  @Setup
  public void quote() {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < quotes; i++) {
      json.append("{\"symbol\":\"S").append(i * 7919L % 10_000);
      json.append("\",\"price\":").append(i * 31).append(".91,\"volume\":").append(i).append("}");
    }
    content = json.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Benchmark
  public ByteBuffer identity() {
    return Updates.whole(TARGET, 200, FIELDS, content).octets()[0].identity();
  }

  @Benchmark
  public ByteBuffer deflated() {
    return Updates.whole(TARGET, 200, FIELDS, content).octets()[0].deflated();
  }

  @Benchmark
  public byte[] jdkDeflaterAlone() throws IOException {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
    try (DeflaterOutputStream compressing = new DeflaterOutputStream(out, deflater)) {
      compressing.write(content);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }
}
