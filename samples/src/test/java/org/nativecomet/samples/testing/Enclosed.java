package org.nativecomet.samples.testing;

import java.nio.charset.StandardCharsets;

/** Requests to enclose, written out as they go over the wire. */
public final class Enclosed {
  private Enclosed() {}

  public static byte[] get(String host, String target) {
    return octets("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  }

  public static byte[] subscribe(String host, String target) {
    return octets(
        "GET "
            + target
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nWhen-Modified-After: Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\n");
  }

  public static byte[] addNote(String host, String text) {
    return octets(
        "POST /notes HTTP/1.1\r\nHost: "
            + host
            + "\r\nContent-Type: text/plain\r\nContent-Length: "
            + text.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + text);
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
