package org.nativecomet.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.junit.jupiter.api.Test;
import org.nativecomet.gateway.exchange.Failure;

class OriginFailureTest {
  private static final String INTERNAL = "10.1.2.3";

  @Test
  void everyExceptionHasItsNameInRfc9209() {
    Map<Exception, String> errors =
        Map.ofEntries(
            Map.entry(new ConnectException(INTERNAL), "502 connection_refused"),
            Map.entry(new NoRouteToHostException(INTERNAL), "502 destination_ip_unroutable"),
            Map.entry(new UnknownHostException(INTERNAL), "502 dns_error"),
            Map.entry(new SocketTimeoutException(INTERNAL), "504 connection_timeout"),
            Map.entry(new PoolExhaustedException(), "503 connection_limit_reached"),
            Map.entry(new UpgradeRefusedException(), "502 http_upgrade_failed"),
            Map.entry(new ProtocolException(INTERNAL), "502 http_protocol_error"),
            Map.entry(new MalformedChunkCodingException(INTERNAL), "502 http_protocol_error"),
            Map.entry(new IllegalArgumentException(INTERNAL), "502 http_protocol_error"),
            Map.entry(
                new MessageConstraintException(INTERNAL), "502 http_response_header_section_size"),
            Map.entry(new ConnectionClosedException(INTERNAL), "502 connection_terminated"),
            Map.entry(new SocketException(INTERNAL), "502 connection_terminated"),
            Map.entry(new IOException(INTERNAL), "502 connection_terminated"),
            Map.entry(new SSLException(INTERNAL), "502 tls_protocol_error"),
            Map.entry(new SSLPeerUnverifiedException(INTERNAL), "502 tls_certificate_error"),
            Map.entry(untrusted(), "502 tls_certificate_error"));
    errors.forEach(
        (cause, error) -> {
          Failure failure = OriginFailure.of(cause);
          assertThat(failure.statusCode() + " " + failure.error()).as("%s", cause).isEqualTo(error);
          assertThat(failure.detail()).doesNotContain(INTERNAL);
        });
  }

  private static Exception untrusted() {
    SSLHandshakeException failure = new SSLHandshakeException(INTERNAL);
    failure.initCause(new CertificateException(INTERNAL));
    return failure;
  }
}
