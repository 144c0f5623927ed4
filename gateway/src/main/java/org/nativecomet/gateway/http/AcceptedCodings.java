package org.nativecomet.gateway.http;

import java.util.List;

/** What an Accept-Encoding field allows (RFC 9110, section 12.5.3). */
public final class AcceptedCodings {
  private AcceptedCodings() {}

  /** Whether the recipient listed gzip, or {@code *}, with a weight above that of identity. */
  public static boolean prefersGzip(Fields request) {
    int gzip = -1;
    int any = -1;
    int identity = -1;
    for (String element : request.list("Accept-Encoding")) {
      List<String> parts = Tokens.split(element, ';');
      String coding = parts.isEmpty() ? "" : Tokens.lowerCase(parts.get(0));
      int weight = weight(parts);
      switch (coding) {
        case "gzip", "x-gzip" -> gzip = weight;
        case "identity" -> identity = weight;
        case "*" -> any = weight;
        default -> {}
      }
    }
    int acceptance = gzip >= 0 ? gzip : any;
    return acceptance > 0 && acceptance >= identity;
  }

  private static int weight(List<String> parts) {
    for (String parameter : parts) {
      if (Tokens.lowerCase(parameter).startsWith("q=")) {
        return Weight.parse(parameter.substring(2));
      }
    }
    return Weight.FULL;
  }
}
