package org.nativecomet.gateway.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a path comes to once everybody on its way has simplified it: percent-encodings decoded, dot
 * segments and empty segments removed (RFC 3986, section 6.2.2). Only to see through disguises;
 * what is forwarded is always the path as received.
 */
final class PathSpelling {
  private PathSpelling() {}

  /** Whether two paths may be taken for the same somewhere. */
  static boolean isSame(String path, String other) {
    return simplify(path).equals(simplify(other));
  }

  static String simplify(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : decode(path).split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return "/" + String.join("/", segments);
  }

  private static String decode(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    byte[] octets = path.getBytes(StandardCharsets.ISO_8859_1);
    int length = 0;
    for (int i = 0; i < octets.length; i++) {
      int high = octets[i] == '%' && i + 2 < octets.length ? hex(octets[i + 1]) : -1;
      int low = high < 0 ? -1 : hex(octets[i + 2]);
      if (low < 0) {
        octets[length++] = octets[i];
      } else {
        octets[length++] = (byte) (high * 16 + low);
        i += 2;
      }
    }
    return new String(octets, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static int hex(byte octet) {
    return octet < 0 ? -1 : Character.digit(octet, 16);
  }
}
