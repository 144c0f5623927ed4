package org.nativecomet.gateway.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;

/**
 * The groups of responses that fields name (RFC 9875). However many a field section has room for
 * are read; a field that is not a List of Strings is ignored whole (RFC 9651, section 4.2).
 */
public final class CacheGroups {
  private static final String MEMBERSHIP = "Cache-Groups";
  private static final String INVALIDATION = "Cache-Group-Invalidation";

  private CacheGroups() {}

  /** The groups that a response belongs to (section 2). */
  public static Set<String> of(Fields response) {
    return read(response, MEMBERSHIP);
  }

  /**
   * The groups that a request has changed, as its answer tells (section 3): none where the method
   * is safe or the answer an error.
   */
  public static Set<String> changedBy(Method method, int statusCode, Fields response) {
    boolean isSuccess = !method.isSafe() && statusCode < 400;
    return isSuccess ? read(response, INVALIDATION) : Set.of();
  }

  private static Set<String> read(Fields response, String field) {
    List<String> lines = response.values(field);
    if (lines.isEmpty()) {
      return Set.of();
    }
    Set<String> groups = new LinkedHashSet<>();
    try {
      for (ListElement<?> member : new Parser(lines).parseList().get()) {
        if (!(member instanceof StringItem string)) {
          return Set.of();
        }
        groups.add(string.get());
      }
    } catch (ParseException malformed) {
      return Set.of();
    }
    return Set.copyOf(groups);
  }
}
