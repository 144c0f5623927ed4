package org.nativecomet.gateway.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.ReasonPhrase;

/**
 * Why the gateway itself, and not the origin, answers a request with an error; and the response
 * that says so, as problem details (RFC 9457).
 *
 * @param source whose fault it is
 * @param statusCode 400 to 599
 * @param error the proxy error type of RFC 9209, section 2.3, where the fault lies behind us; empty
 *     otherwise
 * @param detail one sentence for a person; names no internal address
 */
public record Failure(Source source, int statusCode, String error, String detail) {
  /** Whose fault a failure is. */
  public enum Source {
    /** The request cannot be served as it is. */
    CLIENT,
    /** The origin did not answer as it should. */
    ORIGIN,
    /** The gateway has reached a limit of its own, or has a bug. */
    GATEWAY
  }

  /** The name this gateway goes by in Via, Proxy-Status and Cache-Status. */
  public static final String GATEWAY_NAME = "native-comet";

  private static final JsonFactory JSON = new JsonFactory();

  /** The client's fault. */
  public static Failure client(int statusCode, String detail) {
    return new Failure(Source.CLIENT, statusCode, "", detail);
  }

  /** The origin's fault; 502 or 504. */
  public static Failure origin(int statusCode, String error, String detail) {
    return new Failure(Source.ORIGIN, statusCode, error, detail);
  }

  /** Ours. */
  public static Failure gateway(int statusCode, String detail) {
    return new Failure(Source.GATEWAY, statusCode, "", detail);
  }

  /** The response that tells the client. */
  public Response toResponse() {
    Fields.Builder fields = Fields.builder();
    fields.add("Content-Type", "application/problem+json");
    fields.add("Cache-Control", "no-store");
    if (!error.isEmpty()) {
      fields.add("Proxy-Status", GATEWAY_NAME + "; error=" + error);
    }
    return Response.of(statusCode, fields.build(), problemDetails());
  }

  /** Whether these are the fields of a response in which this gateway speaks of its origin. */
  public static boolean isOwn(Fields response) {
    List<String> statuses = response.list("Proxy-Status");
    return !statuses.isEmpty()
        && statuses.get(statuses.size() - 1).startsWith(GATEWAY_NAME + "; error=");
  }

  private byte[] problemDetails() {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator generator = JSON.createGenerator(json)) {
      generator.writeStartObject();
      generator.writeStringField("title", ReasonPhrase.of(statusCode));
      generator.writeNumberField("status", statusCode);
      generator.writeStringField("detail", detail);
      generator.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return json.toByteArray();
  }
}
