package org.nativecomet.gateway.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The request fields that a response says it was selected by (RFC 9110, section 12.5.5).
 *
 * @param names in lower case, sorted, each once; empty where the response says nothing
 * @param isAny whether the selection depends on more than request fields can tell: {@code Vary: *},
 *     or a value that cannot be read and might have meant anything
 */
public record Vary(List<String> names, boolean isAny) {
  private static final Vary NOTHING = new Vary(List.of(), false);

  public Vary {
    names = List.copyOf(names);
  }

  /** What this response varies by. */
  public static Vary of(Fields response) {
    List<String> members = response.list("Vary");
    if (members.isEmpty()) {
      return NOTHING;
    }
    boolean isAny = members.stream().anyMatch(name -> name.equals("*") || !Tokens.isToken(name));
    return new Vary(members.stream().map(Tokens::lowerCase).sorted().distinct().toList(), isAny);
  }

  /**
   * What this request has in the nominated fields, as a key: two requests with equal selections may
   * be answered by the same representation.
   *
   * @return empty where no request can be told to match (RFC 9111, section 4.1)
   */
  public Optional<VarySelection> select(Fields request) {
    if (isAny) {
      return Optional.empty();
    }
    if (names.isEmpty()) {
      return Optional.of(VarySelection.NONE);
    }
    Map<String, Optional<String>> values = new TreeMap<>();
    for (String name : names) {
      values.put(name, SelectingValue.of(request, name));
    }
    return Optional.of(new VarySelection(values));
  }
}
