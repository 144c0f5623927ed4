package org.nativecomet.conformance.scene;

import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nativecomet.conformance.origin.OriginServer;
import org.nativecomet.conformance.origin.OriginSpace;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Connection;
import org.nativecomet.conformance.wire.Transcript;

/**
 * What one case has to itself: paths, resources, connections, a transcript.
 *
 * <p>Templates, which most methods take, may contain <code>{/r}</code> for the path of the case's
 * own resource {@code /r}, <code>{host}</code>, <code>{endpoint}</code>, <code>{scheme}</code>,
 * <code>{otherscheme}</code> and <code>{$name}</code> for what was remembered.
 */
public final class Scene implements AutoCloseable {
  /** The epoch, as a client that has nothing yet says it. */
  public static final String EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT";

  private static final Pattern PLACE =
      Pattern.compile("\\{(/[^{}]*|host|endpoint|scheme|otherscheme|\\$[a-z0-9]+)\\}");

  private final Target target;
  private final String prefix;
  private final Transcript transcript = new Transcript();
  private final Optional<OriginServer> server;
  private final Optional<OriginSpace> origin;
  private final Map<String, String> remembered = new LinkedHashMap<>();
  private final Map<String, StreamClient> streams = new LinkedHashMap<>();
  private final Map<String, AskClient> clients = new LinkedHashMap<>();
  private final List<Connection> connections = new ArrayList<>();
  private final List<String> accepted = new ArrayList<>();
  private boolean closed;

  /**
   * Sets the scene.
   *
   * @param name unique among all scenes of all runs against the server: two path segments
   */
  public Scene(Target target, Optional<OriginServer> server, String name) {
    this.target = target;
    this.server = server;
    this.prefix =
        server.isPresent() ? "/" + name : target.resources() + "/" + name.replace('/', '-');
    this.origin = server.map(origins -> origins.space(prefix, transcript));
  }

  public Target target() {
    return target;
  }

  public Transcript transcript() {
    return transcript;
  }

  /** What the suite's origin holds for this case. */
  public OriginSpace origin() {
    return origin.orElseThrow(() -> new IllegalStateException("the case needs a gateway"));
  }

  /** Requests at the suite's origin that belong to no case and have a field with this value. */
  public List<org.nativecomet.conformance.origin.OriginRequest> strays(String field, String value) {
    return server
        .map(
            origins ->
                origins.strays().stream()
                    .filter(request -> request.fields().all(field).contains(value))
                    .toList())
        .orElse(List.of());
  }

  /** The port of the suite's origin, as gateways know it. */
  public int originPort() {
    return server.orElseThrow().address().getPort();
  }

  /** A path of the case's own. */
  public String path(String name) {
    return origin.isPresent() ? prefix + name : prefix + name.replace('/', '-');
  }

  /** Fills a template in. */
  public String fill(String template) {
    Matcher place = PLACE.matcher(template);
    StringBuilder filled = new StringBuilder();
    while (place.find()) {
      place.appendReplacement(filled, Matcher.quoteReplacement(value(place.group(1))));
    }
    return place.appendTail(filled).toString();
  }

  /** The octets of a template. */
  public byte[] octets(String template) {
    return fill(template).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Keeps a value for templates. */
  public void remember(String name, String value) {
    remembered.put(name, value);
  }

  /** Notes that something was tolerated that a strict server does not do. */
  public void accept(String what) {
    accepted.add(what);
  }

  /** What was tolerated. */
  public List<String> accepted() {
    return List.copyOf(accepted);
  }

  /** Connects. */
  public Connection connect(String name) {
    return keep(Connection.open(target.address(), this::socket, transcript, name));
  }

  /** Connects without reading. */
  public Connection connectDeaf(String name) {
    return keep(Connection.openDeaf(target.address(), this::socket, transcript, name));
  }

  /** Connects to speak HTTP/2: by ALPN with TLS, with prior knowledge without. */
  Connection connectForHttp2(String name) {
    return keep(
        Connection.open(
            target.address(),
            () -> target.isSecure() ? TrustingSockets.create("h2") : new Socket(),
            transcript,
            name));
  }

  /** Opens a request stream; fields replace the usual ones of the same name. */
  public StreamClient openStream(String name, String... fields) {
    StreamClient client = new StreamClient(connect(name), target.within());
    client
        .connection()
        .send(
            octets(
                Requests.head(
                    "POST {endpoint}",
                    fields,
                    "Host: {host}",
                    "Content-Type: message/http; msgtype=request",
                    "Accept: message/http",
                    "Transfer-Encoding: chunked")));
    streams.put(name, client);
    return client;
  }

  /** Sends an outer request whose response is expected to be a stream. */
  public StreamClient openWith(String name, String request) {
    StreamClient client = new StreamClient(connect(name), target.within());
    client.connection().send(octets(request));
    streams.put(name, client);
    return client;
  }

  /** Reads a connection that was opened otherwise as a stream from now on. */
  public StreamClient adopt(String name, Connection connection) {
    StreamClient client = new StreamClient(connection, target.within());
    streams.put(name, client);
    return client;
  }

  /** A stream that was opened. */
  public StreamClient stream(String name) {
    StreamClient client = streams.get(name);
    if (client == null) {
      throw new IllegalStateException("no stream was opened as " + name);
    }
    return client;
  }

  /** A client for ordinary requests, connected at its first use. */
  public AskClient client(String name) {
    return clients.computeIfAbsent(name, key -> new AskClient(connect(key)));
  }

  /** Sends one request on a connection of its own and reads the response. */
  public Answer ask(String requestLine, String content, String... fields) {
    try (Connection connection = connect("other client")) {
      AskClient client = new AskClient(connection);
      client.send(octets(Requests.whole(requestLine, content, fields)));
      return client.answer(target.within());
    }
  }

  /** Makes a resource exist. */
  public void arrange(String path, String content) {
    if (origin.isPresent()) {
      origin.get().resource(path, content);
    } else {
      write(path, content);
    }
  }

  /** Replaces a representation through the server, by another client. */
  public void write(String path, String content) {
    Answer answer = ask("PUT {" + path + "}", content, "Content-Type: text/plain");
    if (answer.status() / 100 != 2) {
      throw new Disagreement("a successful PUT", "the answer was " + answer.describe());
    }
  }

  /** Deletes through the server, by another client. */
  public void erase(String path) {
    Answer answer = ask("DELETE {" + path + "}", "");
    if (answer.status() / 100 != 2) {
      throw new Disagreement("a successful DELETE", "the answer was " + answer.describe());
    }
  }

  /** Tells the gateway that a resource may have changed. */
  public void publish(String path) {
    URI address = target.publish().orElseThrow();
    String pathAndQuery = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    try (Connection connection =
        keep(
            Connection.open(
                Target.address(address),
                () -> socket(Target.isSecure(address)),
                transcript,
                "publisher"))) {
      AskClient client = new AskClient(connection);
      client.send(
          octets(
              Requests.whole(
                  "POST " + pathAndQuery,
                  path(path) + "\n",
                  "Host: " + address.getRawAuthority(),
                  "Content-Type: text/plain")));
      Answer answer = client.answer(target.within());
      if (answer.status() / 100 != 2) {
        throw new Disagreement("that the notice is taken", "the answer was " + answer.describe());
      }
    }
  }

  /** Changes a resource behind a gateway, or by another client where there is no behind. */
  public void change(String path, String content) {
    if (origin.isPresent()) {
      origin.get().resource(path).change(content);
    } else {
      write(path, content);
    }
  }

  /** The time in which a change made by {@link #change} must be delivered. */
  public Duration noticed() {
    return origin.isPresent() ? target.detection() : target.within();
  }

  @Override
  public synchronized void close() {
    closed = true;
    connections.forEach(Connection::close);
    server.ifPresent(origins -> origins.end(prefix));
  }

  private Socket socket() {
    return socket(target.isSecure());
  }

  private static Socket socket(boolean secure) {
    return secure ? TrustingSockets.create() : new Socket();
  }

  private synchronized Connection keep(Connection connection) {
    connections.add(connection);
    if (closed) {
      connection.close();
    }
    return connection;
  }

  private String value(String place) {
    return switch (place.charAt(0)) {
      case '/' -> path(place);
      case '$' ->
          Optional.ofNullable(remembered.get(place.substring(1)))
              .orElseThrow(() -> new IllegalStateException("nothing remembered as " + place));
      case 'h' -> target.authority();
      case 's' -> target.isSecure() ? "https" : "http";
      case 'o' -> target.isSecure() ? "http" : "https";
      default -> target.declared().endpoint();
    };
  }
}
