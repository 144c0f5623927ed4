package org.nativecomet.spec;

/**
 * One requirement block of the text.
 *
 * @param id permanent, such as {@code SUB-3}
 * @param sentence what is required, without its id and actor
 * @param intent what goes wrong without it
 * @param chapter the heading it stands under
 */
public record Requirement(
    String id, Actor actor, Level level, String sentence, String intent, String chapter) {

  /** The letters of the id. */
  public String family() {
    return id.substring(0, id.indexOf('-'));
  }
}
