package org.nativecomet.samples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Plain HTTP around resources: methods, conditions, ranges, errors. */
final class ResourceHandler implements HttpHandler {
  /** Octets of a request's content; a note is a few lines. */
  static final int MAX_CONTENT = 16 * 1024;

  private static final Set<String> UNSAFE_METHODS = Set.of("DELETE", "POST", "PUT");

  private final Function<String, Optional<Resource>> resources;
  private final Object writing = new Object();

  /**
   * @param resources by path; empty where nothing can be
   */
  ResourceHandler(Function<String, Optional<Resource>> resources) {
    this.resources = resources;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply;
      try {
        reply = answer(read(exchange));
      } catch (BadRequest e) {
        reply = e.reply();
      }
      send(exchange, reply);
    }
  }

  private static Incoming read(HttpExchange exchange) throws IOException, BadRequest {
    byte[] content = exchange.getRequestBody().readNBytes(MAX_CONTENT + 1);
    if (content.length > MAX_CONTENT) {
      throw new BadRequest(413, "No more than " + MAX_CONTENT + " octets, please.");
    }
    return new Incoming(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        exchange.getRequestHeaders(),
        content);
  }

  Reply answer(Incoming request) throws BadRequest {
    Optional<Resource> found = resources.apply(request.path());
    if (found.isEmpty()) {
      return Reply.saying(404, "There is nothing here.");
    }
    Resource resource = found.get();
    return switch (request.method()) {
      case "GET", "HEAD" -> retrieve(request, resource);
      case "OPTIONS" -> Reply.of(204).with("Allow", allowed(resource));
      default -> change(request, resource);
    };
  }

  private static Reply retrieve(Incoming request, Resource resource) {
    Optional<Representation> current = resource.current();
    if (current.isEmpty()) {
      return Reply.saying(404, "There is nothing here now.");
    }
    return switch (Preconditions.judge(request, current)) {
      case FAILED -> Reply.saying(412, "It has another state now.");
      case NOT_MODIFIED ->
          Reply.describing(304, current.get(), new byte[0]).without("Content-Type");
      case PROCEED -> selected(request, current.get());
    };
  }

  /** The whole, or the part that was asked for. */
  private static Reply selected(Incoming request, Representation representation) {
    Optional<String> field = request.field("Range");
    boolean sameState = request.field("If-Range").map(representation.etag()::equals).orElse(true);
    if (field.isEmpty()
        || !representation.mayGrow()
        || !sameState
        || !request.method().equals("GET")) {
      return Reply.whole(200, representation);
    }
    byte[] content = representation.content();
    ByteRange range = ByteRange.parse(field.get(), content.length);
    if (range == null) {
      return Reply.whole(200, representation);
    }
    if (!range.isSatisfiable()) {
      return Reply.saying(416, "There are only " + content.length + " octets.")
          .with("Content-Range", "bytes */" + content.length);
    }
    byte[] part = Arrays.copyOfRange(content, range.first(), range.last() + 1);
    return Reply.describing(206, representation, part)
        .with(
            "Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + content.length);
  }

  private Reply change(Incoming request, Resource resource) throws BadRequest {
    if (!resource.takes(request.method())) {
      return Reply.saying(405, "Not with this method.").with("Allow", allowed(resource));
    }
    // Of two writers with the same If-Match one must lose.
    synchronized (writing) {
      if (Preconditions.judge(request, resource.current()) != Preconditions.Verdict.PROCEED) {
        return Reply.saying(412, "It has another state now.");
      }
      return resource.act(request);
    }
  }

  private static String allowed(Resource resource) {
    Set<String> methods = new TreeSet<>(Set.of("GET", "HEAD", "OPTIONS"));
    UNSAFE_METHODS.stream().filter(resource::takes).forEach(methods::add);
    return String.join(", ", methods);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    for (Map.Entry<String, String> field : reply.fields().entrySet()) {
      exchange.getResponseHeaders().set(field.getKey(), field.getValue());
    }
    int length = reply.content().length;
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(length));
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
    if (length > 0) {
      try (OutputStream content = exchange.getResponseBody()) {
        content.write(reply.content());
      }
    }
  }
}
