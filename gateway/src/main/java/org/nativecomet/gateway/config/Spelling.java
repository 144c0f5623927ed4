package org.nativecomet.gateway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
final class Spelling {
  private static final int MOST_MISTAKES = 3;

  private Spelling() {}

  /** The candidate with the fewest letters to change, where they are few. */
  static Optional<String> nearest(String word, Collection<String> candidates) {
    return candidates.stream()
        .filter(
            candidate -> mistakes(word, candidate) <= Math.min(MOST_MISTAKES, word.length() / 2))
        .min(Comparator.comparingInt(candidate -> mistakes(word, candidate)));
  }

  /** Levenshtein's distance. */
  private static int mistakes(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
