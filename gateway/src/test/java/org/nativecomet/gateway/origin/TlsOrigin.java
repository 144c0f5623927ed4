package org.nativecomet.gateway.origin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An origin behind TLS that answers each request with its request line. */
final class TlsOrigin implements AutoCloseable {
  private static final char[] PASSWORD = "password".toCharArray();

  private final SSLServerSocket server;
  private final Certificate certificate;

  private TlsOrigin(SSLServerSocket server, Certificate certificate) {
    this.server = server;
    this.certificate = certificate;
  }

  /** Starts one with a certificate of its own making for this name. */
  static TlsOrigin start(String name) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair keys = generator.generateKeyPair();
    X509Certificate certificate = certify(name, keys);
    KeyStore store = emptyStore();
    store.setKeyEntry("key", keys.getPrivate(), PASSWORD, new Certificate[] {certificate});
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), null, null);
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    TlsOrigin origin = new TlsOrigin(server, certificate);
    Thread thread = new Thread(origin::acceptAll, "tls-origin");
    thread.setDaemon(true);
    thread.start();
    return origin;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Trusts this origin's certificate and no other. */
  SSLContext trust() throws Exception {
    KeyStore store = emptyStore();
    store.setCertificateEntry("origin", certificate);
    TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
    trustManagers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trustManagers.getTrustManagers(), null);
    return context;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static X509Certificate certify(String name, KeyPair keys) throws Exception {
    X500Name subject = new X500Name("CN=" + name);
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            subject,
            BigInteger.ONE,
            Date.from(now.minus(1, ChronoUnit.HOURS)),
            Date.from(now.plus(1, ChronoUnit.HOURS)),
            subject,
            keys.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  private static KeyStore emptyStore() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        serve(socket);
      } catch (IOException ended) {
        // A client that does not trust us; the next one may.
      }
    }
  }

  private static void serve(SSLSocket socket) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    String requestLine = null;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (requestLine == null) {
        requestLine = line;
      } else if (line.isEmpty()) {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + requestLine.length() + "\r\n\r\n";
        socket.getOutputStream().write((head + requestLine).getBytes(ISO_8859_1));
        requestLine = null;
      }
    }
  }
}
