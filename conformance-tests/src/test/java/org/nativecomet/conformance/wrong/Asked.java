package org.nativecomet.conformance.wrong;

import java.util.Locale;
import java.util.Set;
import org.nativecomet.conformance.wire.Fields;

/** A request that the server is to answer. */
record Asked(String method, String target, String version, Fields fields, String content) {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  boolean isSafe() {
    return SAFE.contains(method);
  }

  boolean isSubscription() {
    return (method.equals("GET") || method.equals("HEAD"))
        && (fields.has("When-Modified-After") || fields.has("When-None-Match"));
  }

  String id() {
    return fields.first("Exchange-Id").orElse("");
  }

  /** The target without scheme and authority. */
  String path() {
    if (target.toLowerCase(Locale.ROOT).startsWith("http")) {
      int slash = target.indexOf('/', target.indexOf("//") + 2);
      return slash < 0 ? "/" : target.substring(slash);
    }
    return target;
  }

  Asked with(Fields others) {
    return new Asked(method, target, version, others, content);
  }
}
