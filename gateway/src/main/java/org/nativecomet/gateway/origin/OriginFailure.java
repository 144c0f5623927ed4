package org.nativecomet.gateway.origin;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.nativecomet.gateway.exchange.Failure;

/** What went wrong with an origin, in the words of RFC 9209, section 2.3. */
final class OriginFailure {
  private static final Failure TERMINATED =
      Failure.origin(
          502,
          "connection_terminated",
          "The origin closed the connection before its response ended.");

  static final Failure RESPONSE_TIMEOUT =
      Failure.origin(504, "http_response_timeout", "The origin did not answer in time.");
  static final Failure READ_TIMEOUT =
      Failure.origin(504, "connection_read_timeout", "The origin stopped sending its response.");
  static final Failure WRITE_TIMEOUT =
      Failure.origin(504, "connection_write_timeout", "The origin stopped reading the request.");
  static final Failure CONNECTION_TIMEOUT =
      Failure.origin(504, "connection_timeout", "The origin did not accept a connection in time.");
  static final Failure LIMIT_REACHED =
      new Failure(
          Failure.Source.GATEWAY,
          503,
          "connection_limit_reached",
          "Every connection to the origin is in use.");
  static final Failure LOOP =
      new Failure(
          Failure.Source.CLIENT,
          508,
          "proxy_loop_detected",
          "The request has passed this gateway before.");
  static final Failure REQUEST_TIMEOUT =
      Failure.client(408, "The request content stopped arriving.");
  static final Failure REQUEST_INCOMPLETE =
      Failure.client(400, "The request content ended before it was complete.");
  static final Failure NO_ROUTE = Failure.client(404, "No origin is configured for this target.");

  private OriginFailure() {}

  /** The failure that an exception means, from connecting to the last octet of the response. */
  static Failure of(Throwable cause) {
    if (cause instanceof SSLException) {
      return isAboutCertificate(cause)
          ? Failure.origin(502, "tls_certificate_error", "The origin's certificate is not valid.")
          : Failure.origin(502, "tls_protocol_error", "The TLS handshake with the origin failed.");
    }
    if (cause instanceof PoolExhaustedException) {
      return LIMIT_REACHED;
    }
    if (cause instanceof UnknownHostException) {
      return Failure.origin(502, "dns_error", "The origin's name cannot be resolved.");
    }
    if (cause instanceof SocketTimeoutException) {
      return CONNECTION_TIMEOUT;
    }
    if (cause instanceof NoRouteToHostException) {
      return Failure.origin(502, "destination_ip_unroutable", "The origin cannot be routed to.");
    }
    if (cause instanceof ConnectException) {
      return Failure.origin(502, "connection_refused", "The origin refused the connection.");
    }
    if (cause instanceof UpgradeRefusedException) {
      return Failure.origin(502, "http_upgrade_failed", "The origin switched protocols unasked.");
    }
    if (cause instanceof MessageConstraintException) {
      return Failure.origin(
          502, "http_response_header_section_size", "The origin's response head is too large.");
    }
    // Parsers of HttpComponents reject some input with a RuntimeException.
    if (cause instanceof HttpException
        || cause instanceof MalformedChunkCodingException
        || cause instanceof RuntimeException) {
      return Failure.origin(502, "http_protocol_error", "The origin's response is malformed.");
    }
    return TERMINATED;
  }

  private static boolean isAboutCertificate(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
        return true;
      }
    }
    return false;
  }
}
