package org.nativecomet.samples.testing;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate for localhost that nobody else trusts, as PEM files in a folder.
 *
 * @param folder holds {@link #CERTIFICATE} and the key
 */
public record SelfSigned(Path folder) {
  /** The certificate's file name, for clients that run in the folder. */
  public static final String CERTIFICATE = "certificate.pem";

  private static final String KEY = "key.pem";
  private static final String ALIAS = "localhost";
  private static final String PASSWORD = "changeit";

  public static SelfSigned in(Path folder) throws Exception {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Peer.output(
        folder,
        (keytool
                + " -genkeypair -alias "
                + ALIAS
                + " -keyalg EC -groupname secp256r1 -validity 2"
                + " -dname CN=localhost -ext san=dns:localhost,ip:127.0.0.1"
                + " -keystore store.p12 -storetype PKCS12 -storepass "
                + PASSWORD)
            .split(" "));
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(folder.resolve("store.p12"))) {
      store.load(stream, PASSWORD.toCharArray());
    }
    Key key = store.getKey(ALIAS, PASSWORD.toCharArray());
    write(folder.resolve(CERTIFICATE), "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
    write(folder.resolve(KEY), "PRIVATE KEY", key.getEncoded());
    return new SelfSigned(folder);
  }

  /** The gateway's options that make it listen with this certificate. */
  public String yaml() {
    return """
        tls:
          listen: 127.0.0.1:0
          certificate: %s
          key: %s
        """
        .formatted(folder.resolve(CERTIFICATE), folder.resolve(KEY));
  }

  private static void write(Path file, String label, byte[] der) throws Exception {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
  }
}
