package org.nativecomet.gateway.subscription;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.exchange.Client;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.IoThread;
import org.nativecomet.gateway.exchange.Octets;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Turn;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.testing.ManualIoThread;
import org.nativecomet.gateway.testing.RecordingSink;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * From the word of a change to ten thousand outlets that have taken the new state, for each of
 * them: all that the gateway does for a delivery before it writes. The kernel's write is 6 to 9
 * microseconds; what is here should not be seen beside it.
 *
 * <p>Outlets count and write nothing. The subscribers are in two shards; both are walked by one
 * thread, one after the other.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FanOutBenchmark {
  private static final int SUBSCRIBERS = 10_000;

  private static final Octets[] MESSAGE = {Octets.of(new byte[460])};
  private static final Turn READY = () -> MESSAGE;

  private final Scene scene = new Scene();
  private final List<ManualIoThread> threads = List.of(new ManualIoThread(), new ManualIoThread());
  private final List<CountingOutlet> outlets = new ArrayList<>();
  private long version;

  /** Everybody has subscribed to both, and has the first state. */
  public FanOutBenchmark() {
    writePlain();
    writeVaried();
    subscribe("/plain");
    subscribe("/varied");
    run();
  }

  private void writePlain() {
    version++;
    scene.origin.put("/plain", "{\"price\":" + version + "}", "ETag", "\"" + version + "\"");
  }

  private void writeVaried() {
    version++;
    scene.origin.put(
        "/varied",
        "{\"price\":" + version + "}",
        "ETag",
        "\"" + version + "\"",
        "Vary",
        "Accept-Language");
  }

  private void subscribe(String path) {
    Fields fields =
        Fields.of(
            "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Accept", "message/http, application/json;q=0.9",
            "Accept-Language", "en-GB, en;q=0.7",
            "When-Modified-After", Scene.EPOCH);
    for (int i = 0; i < SUBSCRIBERS; i++) {
      CountingOutlet outlet = new CountingOutlet(threads.get(i % threads.size()));
      outlets.add(outlet);
      Request request =
          new Request(
              Method.GET,
              new TargetUri("http", "g.example", path),
              fields,
              Content.empty(),
              new Client("127.0.0.1", "1.1"),
              Optional.empty());
      scene.handler.handle(request, new RecordingSink(outlet));
    }
  }

  private void run() {
    threads.forEach(ManualIoThread::run);
  }

  private long change(String path) {
    scene.hub.changed(Change.of(path, target -> true, Change.Cause.NOTICE));
    run();
    return outlets.get(0).taken;
  }

  @Benchmark
  @OperationsPerInvocation(SUBSCRIBERS)
  public long publish() {
    writePlain();
    return change("/plain");
  }

  /** The response varies: whom it is for is compared. */
  @Benchmark
  @OperationsPerInvocation(SUBSCRIBERS)
  public long publishVaried() {
    writeVaried();
    return change("/varied");
  }

  /** The outlets alone, for which somebody has the octets ready. */
  @Benchmark
  @OperationsPerInvocation(SUBSCRIBERS)
  public long outletsAlone() {
    for (int i = 0; i < SUBSCRIBERS; i++) {
      outlets.get(i).request(READY);
    }
    return outlets.get(0).taken;
  }

  /** Takes each turn at once. */
  private static final class CountingOutlet implements Outlet {
    private final IoThread thread;
    private long taken;

    CountingOutlet(IoThread thread) {
      this.thread = thread;
    }

    @Override
    public IoThread thread() {
      return thread;
    }

    @Override
    public void request(Turn turn) {
      taken += turn.take().length;
    }

    @Override
    public void release() {
      throw new AssertionError("nothing ends here");
    }

    @Override
    public void releaseAndClose() {
      throw new AssertionError("nothing ends here");
    }

    @Override
    public void onDraining(Runnable action) {}

    @Override
    public void onClosed(Runnable action) {}
  }
}
