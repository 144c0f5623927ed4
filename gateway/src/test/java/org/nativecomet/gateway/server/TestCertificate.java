package org.nativecomet.gateway.server;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A key and a certificate that it signs itself, written to PEM files. */
public final class TestCertificate {
  private final KeyPair keys;
  private final Path folder;

  private TestCertificate(KeyPair keys, Path folder) {
    this.keys = keys;
    this.folder = folder;
  }

  static TestCertificate rsa(Path folder) {
    return generate("RSA", 2048, folder);
  }

  public static TestCertificate ec(Path folder) {
    return generate("EC", 256, folder);
  }

  private static TestCertificate generate(String algorithm, int size, Path folder) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(size);
      return new TestCertificate(generator.generateKeyPair(), folder);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** With the key in the form of its algorithm: PKCS#1 or SEC1. */
  Tls traditional() {
    return new Tls(write("chain.pem", certificate()), write("key.pem", keys.getPrivate()));
  }

  /** With the key in PKCS#8. */
  public Tls pkcs8() {
    return new Tls(
        write("chain.pem", certificate()),
        write("key.pem", new PemObject("PRIVATE KEY", keys.getPrivate().getEncoded())));
  }

  private X509CertificateHolder certificate() {
    X500Name name = new X500Name("CN=localhost");
    Instant now = Instant.now();
    try {
      return new JcaX509v3CertificateBuilder(
              name,
              BigInteger.ONE,
              Date.from(now.minus(1, ChronoUnit.DAYS)),
              Date.from(now.plus(1, ChronoUnit.DAYS)),
              name,
              keys.getPublic())
          .build(new JcaContentSignerBuilder("SHA256with" + signature()).build(keys.getPrivate()));
    } catch (OperatorCreationException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private String signature() {
    return keys.getPrivate().getAlgorithm().equals("EC") ? "ECDSA" : "RSA";
  }

  private Path write(String name, Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
      writer.flush();
      return Files.writeString(folder.resolve(name), text.toString());
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
