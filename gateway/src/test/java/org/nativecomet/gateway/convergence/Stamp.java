package org.nativecomet.gateway.convergence;

import java.util.Arrays;
import java.util.List;

/**
 * What the origin writes on each representation: everything a client needs to judge it by. It is a
 * field of the response, and the content is made of it.
 *
 * @param resource the path
 * @param version counts the states of the resource, its absences too
 * @param owner the user it was made for; {@link #ANYONE} where it is the same for all
 * @param language it was made in; {@link #ANYONE} where there is only one
 * @param write the name of the write that brought this version about
 * @param size octets of content
 */
record Stamp(String resource, int version, String owner, String language, String write, int size) {
  static final String FIELD = "Stamp";
  static final String ANYONE = "-";

  /** The least content that tells one version from another. */
  static final int TELLING_SIZE = 120;

  static Stamp parse(String line) {
    List<String> parts = Arrays.asList(line.split(" ", -1));
    return new Stamp(
        parts.get(0),
        Integer.parseInt(parts.get(1)),
        parts.get(2),
        parts.get(3),
        parts.get(4),
        Integer.parseInt(parts.get(5)));
  }

  String line() {
    return String.join(
        " ", resource, Integer.toString(version), owner, language, write, Integer.toString(size));
  }

  /** The content: this line again and again, and the length that {@link #size} says. */
  String content() {
    String line = line() + "\n";
    return line.repeat(size / line.length() + 1).substring(0, size);
  }
}
