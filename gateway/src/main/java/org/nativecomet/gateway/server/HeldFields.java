package org.nativecomet.gateway.server;

import org.nativecomet.gateway.http.Fields;

/** The fields of a response that is held open, with what its content coding needs. */
final class HeldFields {
  private HeldFields() {}

  /**
   * Adds what a recipient and its caches must know.
   *
   * @param maybeCompressed whether another client could have got it compressed
   * @param isCompressed whether this one gets it compressed
   */
  static Fields of(Fields fields, boolean maybeCompressed, boolean isCompressed) {
    Fields.Builder result = fields.toBuilder();
    if (isCompressed) {
      result.set("Content-Encoding", "gzip");
    }
    if (maybeCompressed && !fields.lists("Vary", "Accept-Encoding")) {
      result.add("Vary", "Accept-Encoding");
    }
    return result.build();
  }
}
