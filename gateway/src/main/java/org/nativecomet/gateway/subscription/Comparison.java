package org.nativecomet.gateway.subscription;

import java.util.List;
import org.nativecomet.gateway.http.EntityTag;

/**
 * Decides whether what was received now is another version than what was shown last.
 *
 * @param fields those that are part of a representation; a difference in any other field is noise
 */
public record Comparison(List<String> fields) {
  /** What describes the representation, and not the answer (RFC 9110, section 8; RFC 8288). */
  public static final Comparison DEFAULT =
      new Comparison(
          List.of(
              "Content-Type",
              "Content-Encoding",
              "Content-Language",
              "Content-Disposition",
              "Link"));

  /** The decision and its reason. */
  public enum Decision {
    /** Both have the same strong tag: whatever the octets, the origin says that they are one. */
    SAME_TAG(false),
    /** Both have the same weak tag: the origin says that no difference matters. */
    SAME_WEAK_TAG(false),
    /** Neither has a tag, and nothing that is compared differs. */
    SAME_REPRESENTATION(false),
    /** The tags differ, or one of the two has none. */
    TAG_DIFFERS(true),
    /** The octets differ, and no tag says otherwise that could be believed. */
    CONTENT_DIFFERS(true),
    /** The octets are the same, and one of the compared fields differs. */
    FIELD_DIFFERS(true),
    /** The modification date has gone back: an older state was restored. */
    DATE_WENT_BACK(true);

    private final boolean isNews;

    Decision(boolean isNews) {
      this.isNews = isNews;
    }

    /** Whether it is a new state for those who have the earlier one. */
    public boolean isNews() {
      return isNews;
    }
  }

  public Comparison {
    fields = List.copyOf(fields);
  }

  /** Decides. */
  public Decision decide(Representation shown, Representation received) {
    if (shown.tag().isPresent() && received.tag().isPresent()) {
      return byTag(shown, shown.tag().get(), received, received.tag().get());
    }
    if (shown.tag().isPresent() != received.tag().isPresent()) {
      return Decision.TAG_DIFFERS;
    }
    if (!shown.hasContentOf(received)) {
      return Decision.CONTENT_DIFFERS;
    }
    if (received.modified().isBefore(shown.modified())) {
      return Decision.DATE_WENT_BACK;
    }
    boolean same =
        fields.stream()
            .allMatch(name -> shown.fields().list(name).equals(received.fields().list(name)));
    return same ? Decision.SAME_REPRESENTATION : Decision.FIELD_DIFFERS;
  }

  private static Decision byTag(
      Representation shown, EntityTag tag, Representation received, EntityTag newTag) {
    if (!newTag.equals(tag)) {
      return Decision.TAG_DIFFERS;
    }
    if (newTag.weak()) {
      return Decision.SAME_WEAK_TAG;
    }
    // File servers make tags of a modification second and a length, and until that second is over
    // another version can have both (RFC 9110, sections 8.8.1 and 8.8.2.2).
    boolean isBelieved = shown.isIdentifiedByItsValidators();
    return isBelieved || shown.hasContentOf(received)
        ? Decision.SAME_TAG
        : Decision.CONTENT_DIFFERS;
  }
}
