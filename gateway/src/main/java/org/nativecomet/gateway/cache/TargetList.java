package org.nativecomet.gateway.cache;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.BooleanItem;
import org.greenbytes.http.sfv.DecimalItem;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;
import org.greenbytes.http.sfv.TokenItem;
import org.nativecomet.gateway.http.CacheDirectives;
import org.nativecomet.gateway.http.Fields;

/**
 * The fields, such as CDN-Cache-Control, in which an origin speaks to caches like this one (RFC
 * 9213, section 2.2).
 *
 * @param names from the most applicable to the least
 */
record TargetList(List<String> names) {
  /** What a cache in front of origins reads. */
  static final TargetList DEFAULT = new TargetList(List.of("CDN-Cache-Control"));

  TargetList {
    names = List.copyOf(names);
  }

  /**
   * The directives of the first field that is there, is valid and says something. Where there is
   * one, Cache-Control and Expires mean nothing to this cache.
   */
  Optional<CacheDirectives> directives(Fields response) {
    return names.stream()
        .flatMap(name -> response.combined(name).stream())
        .map(TargetList::parse)
        .filter(directives -> !directives.isEmpty())
        .findFirst();
  }

  /** A Dictionary Structured Field (RFC 9213, section 2.1); nothing where the text is none. */
  private static CacheDirectives parse(String text) {
    CacheDirectives directives = CacheDirectives.of(Fields.empty());
    try {
      for (var member : members(text).entrySet()) {
        Optional<String> argument = argument(member.getValue());
        if (argument.isPresent()) {
          directives = directives.with(member.getKey(), argument.get());
        }
      }
      return directives;
    } catch (ParseException invalid) {
      return CacheDirectives.of(Fields.empty());
    }
  }

  private static Map<String, ListElement<? extends Object>> members(String text) {
    return Parser.parseDictionary(text).get();
  }

  /**
   * The argument in the syntax of Cache-Control. A String stays quoted there and so is no number,
   * and an inner list or an octet sequence is nothing that a directive can have: the directive is
   * kept without an argument, which for each that restricts is the stricter reading.
   *
   * @return empty where the member says that it is not so: {@code ?0}
   */
  private static Optional<String> argument(ListElement<? extends Object> value) {
    if (value instanceof BooleanItem item) {
      return Boolean.TRUE.equals(item.get()) ? Optional.of("") : Optional.empty();
    }
    if (value instanceof IntegerItem || value instanceof DecimalItem) {
      return Optional.of(value.serialize().split(";", 2)[0]);
    }
    if (value instanceof TokenItem item) {
      return Optional.of(item.get());
    }
    // Digits in a String would be read as a number by the lenient rules of Cache-Control.
    return value instanceof StringItem item && !startsWithDigit(item.get())
        ? Optional.of(item.get())
        : Optional.of("");
  }

  private static boolean startsWithDigit(String text) {
    return !text.isEmpty() && Character.isDigit(text.charAt(0));
  }
}
