package org.nativecomet.gateway.subscription;

import java.util.Set;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Tokens;

/**
 * The fields of a response that others than its asker may have, where the origin was asked with
 * credentials and has not called the response public: those that describe the representation, how
 * long it holds, and which pages may read it. Any other may speak of the user: a name, a quota, a
 * session.
 */
final class SharedFields {
  private static final Set<String> NAMES =
      Set.of(
          "accept-ranges",
          "access-control-allow-credentials",
          "access-control-allow-origin",
          "access-control-expose-headers",
          "age",
          "cache-control",
          "cache-status",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-location",
          "content-security-policy",
          "content-type",
          "cross-origin-resource-policy",
          "date",
          "etag",
          "expires",
          "last-modified",
          "vary",
          "via",
          "x-content-type-options");

  private SharedFields() {}

  static Fields of(Fields received) {
    return received.without(line -> !NAMES.contains(Tokens.lowerCase(line.name())));
  }
}
