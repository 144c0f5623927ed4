package org.nativecomet.conformance.wrong;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Content;
import org.nativecomet.conformance.wire.Deadline;
import org.nativecomet.conformance.wire.Fields;
import org.nativecomet.conformance.wire.Head;
import org.nativecomet.conformance.wire.Incoming;
import org.nativecomet.conformance.wire.WireException;

/**
 * A gateway that is written from the specification to be right, in the simplest way, and that
 * becomes wrong in one respect for each {@link Fault} it is given. Nobody would run it: it spends a
 * thread on everything.
 */
public final class RightServer implements AutoCloseable {
  static final String ENDPOINT = "/comet";
  private static final String NOTICES = "/notices";
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final long MAX_WAIT_MILLIS = 3000;

  private final ServerSocket listener;
  private final OriginCaller caller;
  private final Hub hub;
  private final Set<Fault> faults;
  private final java.util.concurrent.atomic.AtomicInteger waiting =
      new java.util.concurrent.atomic.AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "right");
            thread.setDaemon(true);
            return thread;
          });

  private RightServer(ServerSocket listener, InetSocketAddress origin, Set<Fault> faults) {
    this.listener = listener;
    this.faults = faults;
    this.caller = new OriginCaller(origin, faults);
    this.hub = new Hub(caller, faults);
  }

  public static RightServer start(InetSocketAddress origin, Fault... faults) throws IOException {
    ServerSocket listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    Set<Fault> all = EnumSet.noneOf(Fault.class);
    all.addAll(java.util.List.of(faults));
    RightServer server = new RightServer(listener, origin, all);
    server.threads.execute(server::accept);
    return server;
  }

  public String authority() {
    return "localhost:" + listener.getLocalPort();
  }

  /** Where it takes notices of changes. */
  public URI notices() {
    return URI.create("http://" + authority() + NOTICES);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        if (faults.contains(Fault.ONE_CONNECTION)) {
          serve(socket);
        } else {
          threads.execute(() -> serve(socket));
        }
      } catch (IOException closed) {
        // The loop ends with the listener.
      }
    }
  }

  private void serve(Socket socket) {
    StreamSession[] session = new StreamSession[1];
    Inbox inbox =
        new Inbox(
            socket,
            () -> {
              if (session[0] != null) {
                session[0].abandon();
              }
            });
    try (socket) {
      socket.setTcpNoDelay(true);
      while (exchange(socket, inbox, session)) {
        // Connections persist.
      }
    } catch (IOException | WireException gone) {
      // The client left, or cannot be understood.
    } catch (EnclosedReader.Fatal | RejectedExecutionException over) {
      // Was answered, or the server was closed.
    }
  }

  private boolean exchange(Socket socket, Inbox inbox, StreamSession[] session) throws IOException {
    Head head = Head.read(inbox, Deadline.in(LONG));
    if (head.startLine().equals("PRI * HTTP/2.0")) {
      int port = listener.getLocalPort();
      new Http2Door(inbox, socket.getOutputStream(), port, threads, faults).run();
      return false;
    }
    String[] line = head.startLine().split(" ", 3);
    Asked asked = new Asked(line[0], line[1], line.length > 2 ? line[2] : "", head.fields(), "");
    OutputStream out = socket.getOutputStream();
    String path = asked.path().replaceFirst("\\?.*", "");
    if (path.equals(ENDPOINT) && TunnelDoor.isKnockedAt(asked)) {
      return tunnel(asked, inbox, out, session);
    }
    if (path.equals(ENDPOINT)) {
      return stream(asked, inbox, out, session);
    }
    Asked whole =
        new Asked(
            asked.method(),
            asked.target(),
            asked.version(),
            asked.fields(),
            Content.readAll(Content.framed(head.fields(), inbox), Deadline.in(LONG)));
    if (path.equals(NOTICES)) {
      if (!faults.contains(Fault.IGNORES_NOTICES)) {
        whole.content().lines().forEach(hub::noticed);
      }
      write(out, Answers.of(204, ""), false);
      return true;
    }
    if (whole.isSubscription()) {
      if (asksForStream(whole)) {
        return subscription(whole, inbox, out);
      }
      return longPoll(whole, inbox, out);
    }
    while (faults.contains(Fault.BLOCKED_BY_WAITING) && waiting.get() > 0) {
      pause();
    }
    hub.writing(whole);
    Answer answer = caller.call(whole);
    if (!whole.isSafe()) {
      hub.written(whole, answer);
    }
    write(out, announcing(cacheStatus(answer)), whole.method().equals("HEAD"));
    return true;
  }

  private Answer announcing(Answer answer) {
    return faults.contains(Fault.DOES_NOT_ANNOUNCE)
        ? answer
        : Answers.with(answer, answer.fields().with("Accept-Subscribe: message/http"));
  }

  private Answer cacheStatus(Answer answer) {
    return faults.contains(Fault.NO_CACHE_STATUS)
        ? answer
        : Answers.with(answer, answer.fields().with("Cache-Status: right; fwd=miss"));
  }

  private boolean stream(Asked asked, Inbox inbox, OutputStream out, StreamSession[] session)
      throws IOException {
    Optional<Answer> refusal = Negotiation.refusal(asked, faults);
    if (refusal.isPresent()) {
      write(out, refusal.get(), false);
      return false;
    }
    if (faults.contains(Fault.HEAD_WAITS)) {
      inbox.next(Deadline.in(LONG));
    }
    Fields outer = Negotiation.outer(Negotiation.type(asked, faults), asked, faults);
    boolean gzip = outer.has("Content-Encoding");
    if (faults.contains(Fault.WAITS_FOR_CONTENT) && asked.fields().has("Expect")) {
      inbox.next(Deadline.in(LONG));
    }
    out.write(
        new Head("HTTP/1.1 " + (faults.contains(Fault.OUTER_207) ? "207 Multi" : "200 OK"), outer)
            .octets());
    out.flush();
    boolean unfolds =
        faults.contains(Fault.UNFOLDS_ALWAYS)
            || (!faults.contains(Fault.NEVER_UNFOLDS)
                && asked
                    .fields()
                    .first("Content-Type")
                    .orElse("")
                    .toLowerCase(Locale.ROOT)
                    .startsWith("message"));
    Incoming content = content(asked, inbox);
    session[0] = session(asked, content, unfolds, new Out(new ChunkedFraming(out), gzip, faults));
    return session[0].run() && asked.fields().has("Content-Length");
  }

  private boolean tunnel(Asked asked, Inbox inbox, OutputStream out, StreamSession[] session)
      throws IOException {
    Optional<Answer> refusal = TunnelDoor.refusal(asked, authority(), faults);
    if (refusal.isPresent()) {
      write(out, refusal.get(), false);
      return false;
    }
    out.write(TunnelDoor.opened(asked, faults).octets());
    out.flush();
    TunnelFraming framing = new TunnelFraming(out, faults);
    session[0] =
        session(
            asked, new TunnelInbox(inbox, framing, faults), true, new Out(framing, false, faults));
    session[0].run();
    return false;
  }

  private StreamSession session(Asked asked, Incoming requests, boolean unfolds, Out out) {
    return new StreamSession(
        new EnclosedReader(requests, unfolds, faults),
        out,
        new InnerRules(asked.fields(), authority(), ENDPOINT, faults),
        caller,
        hub,
        threads,
        faults);
  }

  private Incoming content(Asked asked, Inbox inbox) {
    Incoming content = Content.framed(asked.fields(), inbox);
    if (faults.contains(Fault.WAITS_FOR_THE_END)) {
      String all = Content.readAll(content, Deadline.in(LONG));
      int[] position = {0};
      return d -> position[0] < all.length() ? all.charAt(position[0]++) : Incoming.END;
    }
    if (faults.contains(Fault.ACTS_ON_PARTS)) {
      int[] invented = {0};
      return d -> {
        try {
          return content.next(d);
        } catch (WireException.Broken e) {
          return ": \r\n\r\n".charAt(invented[0]++ % 6);
        }
      };
    }
    if (faults.contains(Fault.ONLY_CHUNKED) && asked.fields().has("Content-Length")) {
      return d -> Incoming.END;
    }
    return content;
  }

  private boolean asksForStream(Asked asked) {
    String accept = String.join(",", asked.fields().all("Accept")).toLowerCase(Locale.ROOT);
    if (faults.contains(Fault.STREAMS_ALWAYS)) {
      return true;
    }
    if (faults.contains(Fault.STREAMS_NEVER)) {
      return false;
    }
    return Negotiation.weight(accept, "message/http") > 0
        || Negotiation.weight(accept, "application/http") > 0;
  }

  private boolean subscription(Asked asked, Inbox inbox, OutputStream out) throws IOException {
    Fields outer = Negotiation.outer(Negotiation.type(asked, faults), asked, faults);
    out.write(new Head("HTTP/1.1 200 OK", outer).octets());
    out.flush();
    Out stream = new Out(new ChunkedFraming(out), outer.has("Content-Encoding"), faults);
    InnerRules rules =
        new InnerRules(asked.fields().without("Origin"), authority(), ENDPOINT, faults);
    boolean[] over = new boolean[1];
    Watch watch =
        new Watch(
            asked,
            hub.topic(asked),
            (answer, last) -> {
              stream.send(rules.labelled(asked, answer, true), asked.method().equals("HEAD"));
              if (last) {
                over[0] = true;
                if (!faults.contains(Fault.NEVER_ENDS)) {
                  stream.end();
                }
              }
            },
            faults);
    threads.execute(watch);
    while (!over[0] && (!inbox.isEnded() || faults.contains(Fault.POLLS_FOR_EVER))) {
      pause();
    }
    watch.close();
    return over[0];
  }

  private boolean longPoll(Asked asked, Inbox inbox, OutputStream out) throws IOException {
    Topic topic = hub.topic(asked);
    waiting.incrementAndGet();
    topic.join();
    try {
      if (faults.contains(Fault.EARLY_OCTET)) {
        out.write("HTTP/1.1 102 Processing\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      long seen = topic.refresh();
      Optional<Answer> refusal = Position.refusal(asked, topic.latest(), faults);
      long end = System.currentTimeMillis() + waitMillis(asked);
      boolean behind =
          topic.latest().status() == 200
              ? Position.isBehind(asked, topic.latest(), faults)
              : !faults.contains(Fault.KEEPS_WATCHING);
      while (refusal.isEmpty()
          && !behind
          && System.currentTimeMillis() < end
          && (!inbox.isEnded() || faults.contains(Fault.POLLS_FOR_EVER))) {
        behind = topic.after(seen, Math.min(100, end - System.currentTimeMillis())) != seen;
        behind &=
            !faults.contains(Fault.DEAF_POLL)
                && !(topic.latest().status() != 200 && faults.contains(Fault.KEEPS_WATCHING));
      }
      Answer answer = refusal.orElseGet(topic::latest);
      if (refusal.isEmpty() && !behind) {
        answer = Answers.of(faults.contains(Fault.TIMEOUT_204) ? 204 : 304, "");
        if (!faults.contains(Fault.BARE_304) && topic.latest().fields().has("ETag")) {
          answer =
              Answers.with(
                  answer,
                  answer.fields().with("ETag: " + topic.latest().fields().first("ETag").get()));
        }
      }
      Fields fields = answer.fields();
      if (!faults.contains(Fault.STORABLE_POLL)) {
        fields = fields.without("Cache-Control").with("Cache-Control: no-cache");
      }
      if (!faults.contains(Fault.NO_VARY)) {
        fields = fields.with("Vary: When-Modified-After, Prefer");
      }
      if (asked.fields().has("Prefer") && !faults.contains(Fault.NO_PREFERENCE_APPLIED)) {
        fields = fields.with("Preference-Applied: wait=" + waitMillis(asked) / 1000);
      }
      write(out, Answers.with(answer, fields), asked.method().equals("HEAD"));
      return !faults.contains(Fault.CLOSES_AFTER_POLL);
    } finally {
      topic.leave();
      waiting.decrementAndGet();
    }
  }

  private long waitMillis(Asked asked) {
    String prefer = asked.fields().first("Prefer").orElse("");
    java.util.regex.Matcher wait = java.util.regex.Pattern.compile("wait=([0-9]+)").matcher(prefer);
    if (faults.contains(Fault.IGNORES_WAIT)
        || !wait.find()
        || !prefer.startsWith("wait=" + wait.group(1))) {
      return faults.contains(Fault.BAD_WAIT_IS_ZERO) && !prefer.isEmpty()
          ? 0
          : faults.contains(Fault.WAITS_LONG) ? 30_000 : MAX_WAIT_MILLIS;
    }
    long millis = 1000 * Long.parseLong(wait.group(1));
    if (faults.contains(Fault.LAST_WAIT) && prefer.contains(",")) {
      millis = 60_000;
    }
    return faults.contains(Fault.WAITS_LONG) ? millis : Math.min(MAX_WAIT_MILLIS, millis);
  }

  private void write(OutputStream out, Answer answer, boolean head) throws IOException {
    boolean bodiless = answer.status() == 204 || answer.status() == 304;
    Fields fields = answer.fields().without("Content-Length").without("Transfer-Encoding");
    if (!bodiless) {
      fields = fields.with("Content-Length: " + answer.content().length());
    }
    String content = bodiless || head ? "" : answer.content();
    out.write(
        (answer.head().startLine() + "\r\n" + fields + "\r\n" + content)
            .getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
