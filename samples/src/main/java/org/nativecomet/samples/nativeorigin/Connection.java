package org.nativecomet.samples.nativeorigin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One client's connection: its requests in turn, each answered before the next one is read.
 *
 * <p>Threading: {@link #run} reads. What takes its time to answer, a long poll or a stream, is
 * answered by a thread of its own while this one goes on reading: that is how a client that leaves
 * is noticed while nothing is written to it (LP-10, SUB-26).
 */
final class Connection implements Runnable {
  /** For the client to read the last response before the connection is reset under it. */
  private static final int LINGER_MILLIS = 2000;

  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  private final Socket socket;
  private final Resources resources;
  private final Settings settings;
  private final Clock clock;
  private final ExecutorService threads;
  private final InputStream in;
  private final OutputStream out;
  private volatile Optional<Stream> stream = Optional.empty();

  Connection(
      Socket socket, Resources resources, Settings settings, Clock clock, ExecutorService threads)
      throws IOException {
    this.socket = socket;
    this.resources = resources;
    this.settings = settings;
    this.clock = clock;
    this.threads = threads;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  @Override
  public void run() {
    try (socket) {
      try {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(idleMillis());
        boolean goesOn = true;
        while (goesOn) {
          goesOn = exchange();
        }
      } catch (Malformed unreadable) {
        write(unreadable.response());
      }
      linger();
    } catch (IOException | InterruptedException | RejectedExecutionException gone) {
      // Nobody is left who could be told, or the server stops.
    }
  }

  /** Ends the connection: a stream after the response that is being sent, anything else at once. */
  void stop() {
    if (stream.isPresent()) {
      stream.get().stop();
    } else {
      cut();
    }
  }

  /** Ends the connection at once. */
  void cut() {
    try {
      socket.close();
    } catch (IOException closed) {
      // It is what was wanted.
    }
  }

  /** One outer exchange; whether another can follow. */
  private boolean exchange() throws IOException, InterruptedException {
    Optional<Head> next = new HeadReader(in, settings, false).next();
    if (next.isEmpty()) {
      return false;
    }
    Head head = next.get();
    Body body = Body.of(head, in);
    if (head.target().length() > settings.amount("max-target")) {
      return answer(head, body, Response.problem(414, "the request target is too long"));
    }
    Optional<Response> refusal = Admission.refusal(head);
    if (refusal.isPresent()) {
      return answer(head, body, refusal.get());
    }
    if (head.path().equals(Admission.ENDPOINT)) {
      return atEndpoint(head, body);
    }
    expectContinue(head, body);
    Optional<String> content = body.whole(settings.amount("max-content"));
    if (content.isEmpty()) {
      return answer(head, body, Response.problem(413, "the content is too large"));
    }
    Request request = new Request(head, content.get());
    return Position.isIn(head) ? subscribe(request) : answer(head, body, resources.answer(request));
  }

  private boolean answer(Head head, Body body, Response response) throws IOException {
    // Content that was not read would be taken for the next request.
    boolean closes = head.closes() || !body.isOver();
    Response last = closes ? response.with("Connection", "close") : response;
    write(head.isHead() ? last.withoutContent() : last);
    return !closes;
  }

  private void write(Response response) throws IOException {
    out.write(response.octets(clock.instant()));
    out.flush();
  }

  private void expectContinue(Head head, Body body) throws IOException {
    if (head.fields().is("Expect", "100-continue") && !body.isOver()) {
      out.write(CONTINUE.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }

  /** A request for the stream endpoint (section 3.1). */
  private boolean atEndpoint(Head head, Body body) throws IOException, InterruptedException {
    Optional<String> type = Negotiation.requestStream(head.fields());
    if (head.method().equals("OPTIONS")) {
      return answer(head, body, Response.of(204).with("Allow", "POST, OPTIONS"));
    }
    if (!head.method().equals("POST")) {
      Response refusal = Response.problem(405, "streams are opened with POST");
      return answer(head, body, refusal.with("Allow", "POST, OPTIONS"));
    }
    if (head.minorVersion() == 0) {
      return answer(head, body, Response.problem(505, "streams need HTTP/1.1"));
    }
    if (type.isEmpty()) {
      Response refusal = Response.problem(415, "the content is not a request stream");
      return answer(head, body, refusal.with("Accept", "message/http, application/http"));
    }
    if (head.fields().has("Content-Encoding")
        && !head.fields().is("Content-Encoding", "identity")) {
      Response refusal = Response.problem(415, "request streams are not compressed");
      return answer(head, body, refusal.with("Accept-Encoding", "identity"));
    }
    Optional<String> answered = Negotiation.responseToPost(head.fields(), type.get());
    if (answered.isEmpty()) {
      return answer(head, body, Response.problem(406, "the answer is a response stream"));
    }
    expectContinue(head, body);
    boolean unfolds = type.get().equals(Negotiation.MESSAGE);
    return stream(head, answered.get(), opened -> opened.readRequests(body, unfolds));
  }

  /** A subscription request that was not enclosed: a stream of its own, or a long poll. */
  private boolean subscribe(Request request) throws IOException, InterruptedException {
    Head head = request.head();
    Optional<String> type = Negotiation.responseToGet(head.fields());
    if (type.isPresent() && head.minorVersion() > 0) {
      return stream(head, type.get(), opened -> opened.answer(request));
    }
    LongPoll poll = new LongPoll(head, resources, settings, clock);
    Future<Boolean> answered = threads.submit(() -> answer(head, Body.NONE, poll.await()));
    if (!staysUntil(answered)) {
      poll.abandon();
    }
    return outcome(answered);
  }

  /** What the reading thread does with a stream while another one delivers. */
  private interface Requests {
    void of(Stream opened) throws IOException;
  }

  private boolean stream(Head head, String type, Requests requests)
      throws IOException, InterruptedException {
    boolean compressed = Negotiation.acceptsGzip(head.fields());
    ResponseStream responses = new ResponseStream(out, compressed, clock);
    Stream opened = new Stream(responses, Admission.of(head), resources, settings, clock);
    stream = Optional.of(opened);
    write(outerHead(type, compressed, head.closes()));
    Future<Boolean> delivered = threads.submit(() -> deliver(opened, head.closes()));
    try {
      // A client that subscribes and listens is not idle; the stream sees to its own end.
      socket.setSoTimeout(0);
      requests.of(opened);
      opened.requestsAreOver();
      socket.setSoTimeout(idleMillis());
      if (!opened.hasFailed() && !staysUntil(delivered)) {
        opened.stop();
      }
    } catch (IOException gone) {
      opened.stop();
    }
    boolean goesOn = outcome(delivered) && !opened.hasFailed();
    stream = Optional.empty();
    return goesOn;
  }

  private static Response outerHead(String type, boolean compressed, boolean closes) {
    Response head =
        Response.of(200)
            .with("Content-Type", type + "; msgtype=response")
            .with("Cache-Control", "no-store, no-transform")
            .with("Incremental", "?1")
            .with("X-Accel-Buffering", "no")
            .with("Transfer-Encoding", "chunked");
    if (compressed) {
      head = head.with("Content-Encoding", "gzip").with("Vary", "Accept-Encoding");
    }
    return closes ? head.with("Connection", "close") : head;
  }

  private boolean deliver(Stream opened, boolean closes) throws IOException, InterruptedException {
    opened.deliver();
    boolean over = closes || opened.wasStopped();
    if (over) {
      // The other thread may be waiting for a client that has nothing more to say.
      try {
        socket.shutdownOutput();
      } finally {
        socket.shutdownInput();
      }
    }
    return !over;
  }

  /**
   * Waits until the client sends something more, and does not read it.
   *
   * @return false if the client has gone, or does nothing long after it was answered
   */
  private boolean staysUntil(Future<?> answered) throws IOException {
    while (true) {
      try {
        in.mark(1);
        int octet = in.read();
        in.reset();
        return octet >= 0;
      } catch (SocketTimeoutException quiet) {
        if (answered.isDone()) {
          return false;
        }
      }
    }
  }

  private static boolean outcome(Future<Boolean> answered)
      throws IOException, InterruptedException {
    try {
      return answered.get();
    } catch (ExecutionException failed) {
      throw new IOException("the client could not be answered", failed);
    }
  }

  private int idleMillis() {
    return (int) settings.time("idle-timeout").toMillis();
  }

  /** Closes in a way that lets the client read what was sent (RFC 9112, section 9.6). */
  private void linger() throws IOException {
    if (!socket.isOutputShutdown()) {
      socket.shutdownOutput();
    }
    socket.setSoTimeout(LINGER_MILLIS);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
    byte[] ignored = new byte[8192];
    while (System.nanoTime() < end && in.read(ignored) >= 0) {
      // What still comes is not wanted.
    }
  }
}
