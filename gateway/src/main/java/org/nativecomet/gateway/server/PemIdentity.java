package org.nativecomet.gateway.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** A private key and the certificates that vouch for it, read from PEM files (RFC 7468). */
record PemIdentity(PrivateKey key, List<X509Certificate> chain) {
  private static final char[] NO_PASSWORD = {};

  /**
   * Reads both files.
   *
   * @throws ServerStartException where one cannot be read or holds something else
   */
  static PemIdentity read(Tls files) throws ServerStartException {
    return new PemIdentity(key(files.key()), chain(files.certificate()));
  }

  private static PrivateKey key(Path file) throws ServerStartException {
    JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
    for (Object object : objects(file, "TLS key")) {
      try {
        if (object instanceof PEMKeyPair pair) {
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (object instanceof PrivateKeyInfo info) {
          return converter.getPrivateKey(info);
        }
      } catch (IOException unknown) {
        throw new ServerStartException("the TLS key " + file + " is of an unknown kind", unknown);
      }
    }
    throw new ServerStartException("the TLS key " + file + " holds no unencrypted private key");
  }

  private static List<X509Certificate> chain(Path file) throws ServerStartException {
    JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
    List<X509Certificate> chain = new ArrayList<>();
    for (Object object : objects(file, "TLS certificate")) {
      if (object instanceof X509CertificateHolder holder) {
        try {
          chain.add(converter.getCertificate(holder));
        } catch (GeneralSecurityException broken) {
          throw new ServerStartException("the TLS certificate " + file + " is broken", broken);
        }
      }
    }
    if (chain.isEmpty()) {
      throw new ServerStartException("the TLS certificate " + file + " holds no certificate");
    }
    return chain;
  }

  private static List<Object> objects(Path file, String what) throws ServerStartException {
    List<Object> objects = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(file);
        PEMParser parser = new PEMParser(text)) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        objects.add(object);
      }
      return objects;
    } catch (NoSuchFileException missing) {
      throw new ServerStartException("the " + what + " " + file + " does not exist", missing);
    } catch (IOException | RuntimeException broken) {
      throw new ServerStartException("the " + what + " " + file + " is not readable PEM", broken);
    }
  }

  /** A context that presents this identity, and asks for none. */
  SSLContext context() throws ServerStartException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("gateway", key, NO_PASSWORD, chain.toArray(new X509Certificate[0]));
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException mismatch) {
      throw new ServerStartException(
          "the TLS key does not fit the certificate: " + mismatch.getMessage(), mismatch);
    }
  }
}
