package org.nativecomet.gateway.subscription;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.VarySelection;

/**
 * Remembers, for resources seen lately, how many versions had the newest modification date: a date
 * says which version a client has only while its second had one.
 *
 * <p>Bounded: the resources seen longest ago are forgotten first, and what is forgotten counts as
 * ambiguous. Threading: any thread; the lock guards the map and is held for one look.
 */
public final class VersionLog {
  /** Resources remembered: some 10 MB at worst. */
  static final int CAPACITY = 50_000;

  private record Key(TargetUri target, VarySelection selection) {}

  private record Sighting(Instant modified, String fingerprint, boolean several) {}

  private final int capacity;

  @GuardedBy("this")
  private final LinkedHashMap<Key, Sighting> sightings =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Sighting> eldest) {
          return size() > capacity;
        }
      };

  public VersionLog() {
    this(CAPACITY);
  }

  VersionLog(int capacity) {
    this.capacity = capacity;
  }

  /**
   * A version has been seen. An answer that was long on its way may show an older one than is known
   * by now; it must not take with it what is known of the newer second.
   *
   * @param selection names the variant, so that two representations of one version do not count as
   *     two versions
   * @param modified to the second
   */
  public synchronized void saw(
      TargetUri target, VarySelection selection, Instant modified, String fingerprint) {
    Key key = new Key(target, selection);
    Sighting known = sightings.get(key);
    if (known != null && modified.isBefore(known.modified())) {
      return;
    }
    boolean several =
        known != null
            && known.modified().equals(modified)
            && (known.several() || !known.fingerprint().equals(fingerprint));
    sightings.put(key, new Sighting(modified, fingerprint, several));
  }

  /** Whether this version was seen, and no other of the same second. */
  public synchronized boolean sawOnly(
      TargetUri target, VarySelection selection, Instant modified, String fingerprint) {
    Sighting known = sightings.get(new Key(target, selection));
    return known != null
        && known.modified().equals(modified)
        && !known.several()
        && known.fingerprint().equals(fingerprint);
  }
}
