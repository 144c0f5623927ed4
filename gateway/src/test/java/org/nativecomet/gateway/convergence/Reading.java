package org.nativecomet.gateway.convergence;

import org.nativecomet.gateway.http.Fields;

/**
 * What somebody may be shown of a resource.
 *
 * @param user whom the origin takes the reader for; {@link Stamp#ANYONE} for a stranger
 * @param language the reader asks for
 */
record Reading(PlannedResource resource, String user, String language) {
  /** What the origin makes of a request of this user in this language. */
  static Reading of(PlannedResource resource, String user, String language) {
    return new Reading(resource, resource.readers().arePersonal() ? user : Stamp.ANYONE, language);
  }

  /** The stamp of a representation, once it is seen to be whole and for this reader. */
  Stamp judge(Fields fields, String content) {
    Stamp stamp =
        fields
            .first(Stamp.FIELD)
            .map(Stamp::parse)
            .orElseThrow(() -> violated(Property.INTEGRITY, "no stamp"));
    if (!stamp.resource().equals(resource.path()) || !isTagOf(stamp, fields)) {
      throw violated(Property.INTEGRITY, "the fields do not belong to " + stamp);
    }
    if (!stamp.content().equals(content)) {
      throw violated(Property.INTEGRITY, "the content does not belong to " + stamp);
    }
    boolean hasLanguage = resource.readers().askForLanguage(stamp.version());
    String expected = hasLanguage ? language : Stamp.ANYONE;
    if (!stamp.owner().equals(user) || !stamp.language().equals(expected)) {
      throw violated(Property.PRIVACY, "for " + user + " in " + language + " came " + stamp);
    }
    return stamp;
  }

  private static boolean isTagOf(Stamp stamp, Fields fields) {
    String version = "\"" + stamp.version() + "." + stamp.owner() + "." + stamp.language() + "\"";
    return fields.first("ETag").map(tag -> tag.endsWith(version)).orElse(true);
  }

  private Violation violated(Property property, String what) {
    return new Violation(property, resource.path() + ": " + what);
  }
}
