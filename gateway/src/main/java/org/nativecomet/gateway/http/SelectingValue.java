package org.nativecomet.gateway.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request field value in the form in which it is compared with another request's. Only what the
 * field's own syntax calls insignificant is removed (RFC 9111, section 4.1): too much would give
 * one client what was selected for another, too little only costs a request.
 */
final class SelectingValue {
  /** Lists whose members are weighted names: white space and case mean nothing in them. */
  private static final Set<String> WEIGHTED_NAMES =
      Set.of("accept-charset", "accept-encoding", "accept-language");

  /** Lists in which white space around the delimiters means nothing, but case may. */
  private static final Set<String> LISTS =
      Set.of("accept", "cache-control", "if-none-match", "prefer", "te");

  private SelectingValue() {}

  /** All lines of the field as one normalised value; empty where there is no line. */
  static Optional<String> of(Fields request, String lowerCaseName) {
    if (lowerCaseName.equals("cookie")) {
      return cookie(request);
    }
    Optional<String> value = request.combined(lowerCaseName);
    if (WEIGHTED_NAMES.contains(lowerCaseName)) {
      return value.map(list -> Tokens.lowerCase(withoutWhitespace(list)));
    }
    return LISTS.contains(lowerCaseName) ? value.map(SelectingValue::withoutWhitespace) : value;
  }

  /** HTTP/2 may split it, and not where a list is split (RFC 9113, section 8.2.3). */
  private static Optional<String> cookie(Fields request) {
    List<String> crumbs = request.values("cookie");
    return crumbs.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", crumbs));
  }

  private static String withoutWhitespace(String list) {
    List<String> members = Tokens.list(list);
    return String.join(
        ",", members.stream().map(member -> String.join(";", Tokens.split(member, ';'))).toList());
  }
}
