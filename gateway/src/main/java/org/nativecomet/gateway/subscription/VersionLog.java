package org.nativecomet.gateway.subscription;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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

  /** A map whose entries used longest ago are forgotten first. */
  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int capacity;

    Recent(int capacity) {
      super(16, 0.75f, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > capacity;
    }
  }

  /** Whether all versions of a second were selected by the same fields. */
  private record Varying(Instant modified, Set<String> fields, boolean differently) {}

  private record Sighting(Instant modified, String fingerprint, boolean several) {}

  @GuardedBy("this")
  private final Map<Key, Sighting> sightings;

  @GuardedBy("this")
  private final Map<TargetUri, Varying> varyings;

  public VersionLog() {
    this(CAPACITY);
  }

  VersionLog(int capacity) {
    this.sightings = new Recent<>(capacity);
    this.varyings = new Recent<>(capacity);
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
    sawVarying(target, selection.values().keySet(), modified);
  }

  /**
   * Who was shown a version before others began to vary, or while they varied by something else,
   * may be shown another one of that second next: the selections alone do not tell.
   */
  @GuardedBy("this")
  private void sawVarying(TargetUri target, Set<String> fields, Instant modified) {
    Varying known = varyings.get(target);
    if (known == null || modified.isAfter(known.modified())) {
      varyings.put(target, new Varying(modified, fields, false));
    } else if (modified.equals(known.modified()) && !fields.equals(known.fields())) {
      varyings.put(target, new Varying(modified, fields, true));
    }
  }

  @GuardedBy("this")
  private boolean variedAlike(TargetUri target, Instant modified) {
    Varying known = varyings.get(target);
    return known != null && !(known.modified().equals(modified) && known.differently());
  }

  /** Whether this version was seen, and no other of the same second. */
  public synchronized boolean sawOnly(
      TargetUri target, VarySelection selection, Instant modified, String fingerprint) {
    Sighting known = sightings.get(new Key(target, selection));
    return known != null
        && known.modified().equals(modified)
        && !known.several()
        && known.fingerprint().equals(fingerprint)
        && variedAlike(target, modified);
  }
}
