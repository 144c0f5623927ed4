package org.nativecomet.gateway.subscription;

import java.util.Optional;
import org.nativecomet.gateway.exchange.Response;

/** Decides what the origin's answer about one member of a circle means for that member. */
final class CheckPolicy {
  /** What it means. */
  enum Meaning {
    /** It may be shown what the others are shown. */
    PASSED,
    /** It may see the resource, but is shown something else. */
    DIFFERENT,
    /** It may not see the resource any more, or there is none for it. */
    ENDED,
    /** The origin cannot say just now. */
    FAILING
  }

  private CheckPolicy() {}

  /**
   * Decides.
   *
   * @param asked the circle whose representation the request named in its condition
   * @param current the circle as it is now
   * @param told the circle of those who are shown what the answer shows; empty where it shows
   *     nothing that may be shared
   */
  static Meaning meaning(Response response, Circle asked, Circle current, Optional<Circle> told) {
    int status = response.statusCode();
    if (status == 304) {
      return Meaning.PASSED;
    }
    if (RefreshPolicy.isRepresentation(response)) {
      boolean same = told.filter(it -> it.equals(current) || it.equals(asked)).isPresent();
      return same ? Meaning.PASSED : Meaning.DIFFERENT;
    }
    return RefreshPolicy.mayPass(status) ? Meaning.FAILING : Meaning.ENDED;
  }
}
