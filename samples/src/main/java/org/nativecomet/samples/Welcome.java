package org.nativecomet.samples;

/** What somebody who has just started the sample wants to know. */
final class Welcome {
  private Welcome() {}

  /** The page's address, and three commands to paste. */
  static String text(int port, int originPort) {
    return """
        The page:       http://localhost:%1$d/
        The origin:     http://localhost:%2$d/  (ordinary REST; the gateway is its only client)

        A proxy, as any other:
          curl -i http://localhost:%1$d/quotes/ACME

        A subscription: the same URL, and whoever asks for it stays:
          curl -N -H 'Accept: message/http' -H 'When-Modified-After: Thu, 01 Jan 1970 00:00:00 GMT' http://localhost:%1$d/quotes/ACME

        Two ways at once: requests go up one connection while answers come down:
          %3$s

        Ctrl-C stops."""
        .formatted(port, originPort, twoWay(port));
  }

  /** Subscribes, and two seconds later writes, both as enclosed requests of one POST. */
  private static String twoWay(int port) {
    String host = "Host: localhost:" + port + "\\r\\n";
    return "(printf 'GET /notes HTTP/1.1\\r\\n"
        + host
        + "When-Modified-After: Thu, 01 Jan 1970 00:00:00 GMT\\r\\n\\r\\n'; sleep 2;"
        + " printf 'POST /notes HTTP/1.1\\r\\n"
        + host
        + "Content-Type: text/plain\\r\\nContent-Length: 11\\r\\n\\r\\nHello, curl'; sleep 60)"
        + " | curl -sN -T . -X POST -H 'Content-Type: message/http' http://localhost:"
        + port
        + "/comet";
  }
}
