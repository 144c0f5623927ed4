package org.nativecomet.gateway.http;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A request field value in the form in which it is compared with another request's. Only what the
 * field's own syntax calls insignificant is removed (RFC 9111, section 4.1): too much would give
 * one client what was selected for another, too little only costs a request.
 *
 * <p>So the order of members whose weights differ is not kept, since their weights say it again,
 * and that of members with the same weight is: RFC 9110, section 12.5.4, knows origins that read it
 * as a preference.
 */
final class SelectingValue {
  /** Lists whose members are weighted names: white space and case mean nothing in them. */
  private static final Set<String> WEIGHTED_NAMES =
      Set.of("accept-charset", "accept-encoding", "accept-language");

  /** Lists in which white space around the delimiters means nothing, but case may. */
  private static final Set<String> LISTS = Set.of("cache-control", "if-none-match", "prefer", "te");

  private SelectingValue() {}

  /** All lines of the field as one normalised value; empty where there is no line. */
  static Optional<String> of(Fields request, String lowerCaseName) {
    if (lowerCaseName.equals("cookie")) {
      return cookie(request);
    }
    Optional<String> value = request.combined(lowerCaseName);
    if (WEIGHTED_NAMES.contains(lowerCaseName)) {
      return value.map(list -> byWeight(Tokens.lowerCase(list)));
    }
    if (lowerCaseName.equals("accept")) {
      return value.map(SelectingValue::byWeight);
    }
    return LISTS.contains(lowerCaseName) ? value.map(SelectingValue::withoutWhitespace) : value;
  }

  /** HTTP/2 may split it, and not where a list is split (RFC 9113, section 8.2.3). */
  private static Optional<String> cookie(Fields request) {
    List<String> crumbs = request.values("cookie");
    return crumbs.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", crumbs));
  }

  private static String withoutWhitespace(String list) {
    return Tokens.list(list).stream()
        .map(member -> String.join(";", Tokens.split(member, ';')))
        .collect(Collectors.joining(","));
  }

  /** The members by descending weight, each weight written one way, and none for a full one. */
  private static String byWeight(String list) {
    return Tokens.list(list).stream()
        .map(Weighted::of)
        .sorted(Comparator.comparingInt(Weighted::weight).reversed())
        .map(Weighted::text)
        .collect(Collectors.joining(","));
  }

  private record Weighted(String text, int weight) {
    static Weighted of(String member) {
      List<String> parts = Tokens.split(member, ';');
      String last = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
      boolean isWeighted = parts.size() > 1 && Tokens.lowerCase(last).startsWith("q=");
      int weight = isWeighted ? Weight.parse(last.substring(2)) : Weight.FULL;
      List<String> kept = isWeighted ? parts.subList(0, parts.size() - 1) : parts;
      String suffix = weight == Weight.FULL ? "" : ";q=" + Weight.text(weight);
      return new Weighted(String.join(";", kept) + suffix, weight);
    }
  }
}
