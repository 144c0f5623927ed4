package org.nativecomet.gateway.endtoend;

import static org.nativecomet.gateway.testing.Eventually.eventually;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.nativecomet.gateway.Gateway;
import org.nativecomet.gateway.StartException;
import org.nativecomet.gateway.config.Address;
import org.nativecomet.gateway.config.ConfigException;
import org.nativecomet.gateway.config.ConfigReader;
import org.nativecomet.gateway.testing.RawClient;

/** A gateway in this process; closing it asserts that nothing was left open. */
public final class RunningGateway implements AutoCloseable {
  private final Gateway gateway;

  private RunningGateway(Gateway gateway) {
    this.gateway = gateway;
  }

  /** Starts one before this origin, with more lines of configuration. */
  public static RunningGateway before(URI origin, String... configuration) {
    return routing("origin: " + origin, String.join("\n", configuration));
  }

  /** Starts one whose configuration says where requests go. */
  public static RunningGateway routing(String... configuration) {
    String given = String.join("\n", configuration);
    String listen = given.startsWith("listen: ") ? "" : "listen: 127.0.0.1:0\n";
    String text = "admin: 127.0.0.1:0\n" + listen + given;
    try {
      return new RunningGateway(Gateway.start(new ConfigReader().yaml("test", text).read()));
    } catch (ConfigException | StartException unusable) {
      throw new AssertionError(unusable);
    }
  }

  public Gateway gateway() {
    return gateway;
  }

  /** Host and port, as a Host field has them. */
  public String authority() {
    return gateway.listenAddress().toString();
  }

  public String uri(String path) {
    return "http://" + authority() + path;
  }

  public RawClient connect() {
    return RawClient.connect(socketAddress(gateway.listenAddress()));
  }

  public RawClient connectAdmin() {
    return RawClient.connect(socketAddress(gateway.adminAddress()));
  }

  public RawClient connectTls() {
    return RawClient.connectTls(socketAddress(gateway.tlsAddress().orElseThrow()));
  }

  /** Sends a request in the ordinary way. */
  public HttpResponse<String> send(String method, String path, String content, String... fields) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(uri(path)))
            .method(
                method,
                content.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(content));
    if (fields.length > 0) {
      request.headers(fields);
    }
    return send(request.build());
  }

  /** Tells the gateway that these targets have changed. */
  public String announce(String... targets) {
    return send(HttpRequest.newBuilder(URI.create("http://" + gateway.adminAddress() + "/changes"))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", targets)))
            .build())
        .body();
  }

  /** Sends a request to the admin listener. */
  HttpResponse<String> admin(String method, String path, String content, String... fields) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + gateway.adminAddress() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(content));
    if (fields.length > 0) {
      request.headers(fields);
    }
    return send(request.build());
  }

  /** An admin resource. */
  public HttpResponse<String> admin(String path) {
    return send(
        HttpRequest.newBuilder(URI.create("http://" + gateway.adminAddress() + path)).build());
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  private static InetSocketAddress socketAddress(Address address) {
    return new InetSocketAddress(address.host(), address.port());
  }

  /** Waits until so many subscriptions are held. */
  public void awaitSubscriptions(int count) {
    eventually(count + " subscriptions", () -> gateway.subscriptions() == count);
  }

  @Override
  public void close() {
    try {
      eventually("no subscription is left", () -> gateway.subscriptions() == 0);
      eventually("no exchange is left", () -> gateway.openExchanges() == 0);
      eventually("no origin connection is leased", () -> gateway.originExchanges() == 0);
    } finally {
      gateway.close();
    }
  }
}
