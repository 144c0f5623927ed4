package org.nativecomet.conformance.wrong;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Content;
import org.nativecomet.conformance.wire.Deadline;
import org.nativecomet.conformance.wire.Fields;
import org.nativecomet.conformance.wire.Head;
import org.nativecomet.conformance.wire.WireException;

/** Forwards requests to the origin, one connection for each. */
final class OriginCaller {
  static final String NAME = "right";
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");
  private static final Set<String> OURS =
      Set.of(
          "when-modified-after",
          "when-none-match",
          "exchange-id",
          "cancel-exchange",
          "subscribe",
          "expect",
          "content-length");

  private final InetSocketAddress origin;
  private final Set<Fault> faults;
  private final Map<String, Answer> stored = new ConcurrentHashMap<>();

  OriginCaller(InetSocketAddress origin, Set<Fault> faults) {
    this.origin = origin;
    this.faults = faults;
  }

  /** The origin's answer, or an error of ours. Blocks. */
  Answer call(Asked asked) {
    if (asked.fields().all("Via").stream().anyMatch(via -> via.contains(NAME))
        && !faults.contains(Fault.LOOPS)) {
      return Answers.problem(508, "this request was here before");
    }
    if (faults.contains(Fault.STORES_EVERYTHING) && asked.method().equals("GET")) {
      Answer known = stored.get(asked.path());
      if (known != null) {
        return known;
      }
    }
    Answer answer = fetch(asked);
    if (faults.contains(Fault.NO_PROXY_STATUS)) {
      answer = Answers.with(answer, answer.fields().without("Proxy-Status"));
    }
    if (answer.status() == 502 && faults.contains(Fault.REPEATS_WRITES)) {
      answer = fetch(asked);
    }
    if (faults.contains(Fault.STORES_EVERYTHING)
        && answer.status() == 200
        && asked.method().equals("GET")) {
      stored.put(asked.path(), answer);
    }
    return answer;
  }

  private Answer fetch(Asked asked) {
    try (Socket socket = new Socket()) {
      socket.connect(origin, 2000);
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request(asked).getBytes(StandardCharsets.ISO_8859_1));
      var in = new java.io.BufferedInputStream(socket.getInputStream());
      Deadline deadline = Deadline.in(Duration.ofSeconds(20));
      return read(
          asked,
          d -> {
            try {
              return in.read();
            } catch (IOException e) {
              throw new WireException.Broken(String.valueOf(e.getMessage()));
            }
          },
          deadline);
    } catch (IOException e) {
      return Answers.upstream("connection_refused" + leak());
    } catch (WireException e) {
      if (faults.contains(Fault.GARBAGE_IS_EMPTY)) {
        return Answers.of(200, "");
      }
      return Answers.upstream("http_response_incomplete" + leak());
    }
  }

  private String leak() {
    return faults.contains(Fault.NAMES_ADDRESSES) ? "; details=\"" + origin + "\"" : "";
  }

  private Answer read(
      Asked asked, org.nativecomet.conformance.wire.Incoming in, Deadline deadline) {
    Head head = Head.read(in, deadline);
    while (head.status() < 200) {
      if (head.status() == 101 && !faults.contains(Fault.SWITCHES)) {
        return Answers.upstream("http_upgrade_failed");
      }
      if (faults.contains(Fault.SWITCHES) || faults.contains(Fault.INTERIM)) {
        return new Answer(new Head("HTTP/1.1 " + head.status() + " Interim", head.fields()), "", 0);
      }
      head = Head.read(in, deadline);
    }
    String content;
    try {
      content =
          Content.readAll(Content.ofResponse(head, asked.method().equals("HEAD"), in), deadline);
    } catch (WireException e) {
      if (faults.contains(Fault.SHORT_IS_WHOLE)) {
        return new Answer(head, "short", 0);
      }
      throw e;
    }
    if (content.length() > 1024 * 1024 && !faults.contains(Fault.TOO_LARGE_IS_FINE)) {
      return Answers.upstream("http_response_body_size");
    }
    return new Answer(new Head(head.startLine(), clean(head.fields())), content, System.nanoTime());
  }

  private Fields clean(Fields fields) {
    if (faults.contains(Fault.KEEPS_HOP_BY_HOP)) {
      return fields;
    }
    List<String> named = fields.members("Connection");
    return new Fields(
        fields.lines().stream()
            .filter(l -> !HOP_BY_HOP.contains(l.name().toLowerCase(Locale.ROOT)))
            .filter(l -> !named.contains(l.name().toLowerCase(Locale.ROOT)))
            .filter(l -> !l.name().equalsIgnoreCase("Content-Length"))
            .toList());
  }

  private String request(Asked asked) {
    List<String> named = asked.fields().members("Connection");
    StringBuilder request = new StringBuilder();
    String path = asked.path();
    if (faults.contains(Fault.NORMALISES)) {
      path = path.replace("%2F", "/").replace("//", "/");
    }
    request.append(asked.method()).append(' ').append(path).append(" HTTP/1.1\r\n");
    List<Fields.Line> lines = new ArrayList<>(asked.fields().lines());
    for (Fields.Line line : lines) {
      String name = line.name().toLowerCase(Locale.ROOT);
      boolean dropped =
          ((HOP_BY_HOP.contains(name) || named.contains(name))
                  && !faults.contains(Fault.KEEPS_HOP_BY_HOP))
              || (OURS.contains(name)
                  && !(faults.contains(Fault.FORWARDS_OURS) && !name.equals("content-length")));
      if (name.equals("accept") && !faults.contains(Fault.KEEPS_STREAM_TYPES)) {
        String rest = withoutStreamTypes(line.value());
        if (!rest.isEmpty() && !faults.contains(Fault.DROPS_ACCEPT)) {
          request.append("Accept: ").append(rest).append("\r\n");
        }
      } else if (!dropped && !isKeptBack(name)) {
        request.append(line.name()).append(": ").append(line.value()).append("\r\n");
      }
    }
    if (!faults.contains(Fault.NO_VIA)) {
      request.append("Via: 1.1 ").append(NAME).append("\r\n");
    }
    request.append("Connection: close\r\n");
    boolean expectsContent = !asked.isSafe() || !asked.content().isEmpty();
    String content =
        faults.contains(Fault.NORMALISES) ? asked.content().replace("\r\n", "\n") : asked.content();
    if (expectsContent) {
      request.append("Content-Length: ").append(content.length()).append("\r\n");
    }
    return request + "\r\n" + content;
  }

  private boolean isKeptBack(String name) {
    return faults.contains(Fault.EVALUATES_CONDITIONS)
        && (name.equals("if-match") || name.equals("if-none-match"));
  }

  private static String withoutStreamTypes(String accept) {
    List<String> rest = new ArrayList<>();
    for (String member : accept.split(",", -1)) {
      if (!member.strip().toLowerCase(Locale.ROOT).matches("(message|application)/http\\b.*")) {
        rest.add(member.strip());
      }
    }
    return String.join(", ", rest);
  }
}
