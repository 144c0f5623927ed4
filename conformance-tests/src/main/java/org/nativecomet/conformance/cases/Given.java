package org.nativecomet.conformance.cases;

import java.time.Instant;
import org.nativecomet.conformance.origin.Reply;
import org.nativecomet.conformance.scene.Scene;

/** Words that many cases use. */
final class Given {
  /** The field of a client that has nothing yet. */
  static final String FROM_THE_BEGINNING = "When-Modified-After: " + Scene.EPOCH;

  private Given() {}

  /** The field of a client that has what was current at this moment. */
  static String after(Instant moment) {
    return "When-Modified-After: " + Reply.date(moment);
  }
}
