package org.nativecomet.gateway.observe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.http.Method;

/**
 * The values that labels may take. A label value lives as long as the process, so what a client can
 * choose never becomes one, and no label takes more than {@link #MAX_VALUES}.
 */
final class Labels {
  /** Where everything goes that has no value of its own. */
  static final String OTHER = "other";

  /** More than any closed list here, and than the origins of a sane configuration. */
  static final int MAX_VALUES = 100;

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY");

  private final Set<String> values = ConcurrentHashMap.newKeySet();

  /** The value itself while there is room for it. */
  String bounded(String value) {
    if (values.contains(value)) {
      return value;
    }
    return values.size() < MAX_VALUES && values.add(value) ? value : OTHER;
  }

  static String method(Method method) {
    return METHODS.contains(method.name()) ? method.name() : OTHER;
  }

  /** {@code 2xx} and so on; {@code abandoned} for 0, where the client left before an answer. */
  static String status(int statusCode) {
    return statusCode == 0 ? "abandoned" : statusCode / 100 + "xx";
  }

  /** The proxy error type; {@code none} where the failure has none. */
  static String error(Failure failure) {
    return failure.error().isEmpty() ? "none" : failure.error();
  }
}
