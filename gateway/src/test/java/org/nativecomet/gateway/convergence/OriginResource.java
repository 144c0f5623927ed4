package org.nativecomet.gateway.convergence;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.http.HttpDate;

/**
 * One resource of the origin: its state, and what is planned to go wrong with it.
 *
 * <p>Threading: any thread; the lock makes each answer one of one moment, its Date included.
 */
final class OriginResource {
  private final PlannedResource plan;
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final Set<String> revoked = new HashSet<>();
  private @Nullable HeldAnswer planned;
  private @Nullable HeldAnswer held;
  private int version = 1;
  private boolean isThere = true;
  private int size;
  private String write = "none";
  private Instant modified = now();

  OriginResource(PlannedResource plan) {
    this.plan = plan;
    this.size = telling(plan.initialSize());
  }

  PlannedResource plan() {
    return plan;
  }

  /** A new version, of this size and brought about by this write. */
  synchronized void put(String newWrite, int newSize) {
    version++;
    isThere = true;
    size = telling(newSize);
    write = newWrite;
    modified = now();
  }

  /**
   * Its end, until somebody puts it again.
   *
   * @return whether there was something to end
   */
  synchronized boolean remove() {
    boolean wasThere = isThere;
    if (wasThere) {
      version++;
      isThere = false;
    }
    return wasThere;
  }

  synchronized void revoke(String user) {
    revoked.add(user);
  }

  synchronized void grantAll() {
    revoked.clear();
  }

  synchronized void add(Fault fault) {
    faults.add(fault);
  }

  /** What goes wrong with the answer to this request. */
  synchronized Optional<Fault> takeFault(boolean forWrite) {
    Optional<Fault> fault =
        faults.stream().filter(next -> next.kind().isOfWrites() == forWrite).findFirst();
    fault.ifPresent(faults::removeFirstOccurrence);
    return fault;
  }

  /** Nothing goes wrong any more. */
  synchronized void recover() {
    faults.clear();
    revoked.clear();
    release();
  }

  synchronized void hold() {
    release();
    planned = new HeldAnswer();
    held = planned;
  }

  /** Waits until the answer is made that is to be held. */
  void awaitHeld() {
    HeldAnswer awaited;
    synchronized (this) {
      awaited = held;
    }
    if (awaited != null && !awaited.awaitMade()) {
      release();
    }
  }

  synchronized void release() {
    if (held != null) {
      held.release();
    }
    held = null;
    planned = null;
  }

  /** The hold that is planned for the answer to the next GET. */
  synchronized Optional<HeldAnswer> takeHold() {
    Optional<HeldAnswer> taken = Optional.ofNullable(planned);
    planned = null;
    return taken;
  }

  /** What somebody would be shown now; empty where there is nothing to show. */
  synchronized Optional<Stamp> shownTo(String user, String language) {
    boolean isRefused = plan.readers().arePersonal() && user.equals(Stamp.ANYONE);
    return isThere && !isRefused ? Optional.of(stamp(user, language)) : Optional.empty();
  }

  synchronized Reply answer(OriginQuery query) {
    String date = "Date: " + HttpDate.format(now());
    String user = query.user(plan.readers());
    if (plan.readers().arePersonal() && user.equals(Stamp.ANYONE)) {
      return Reply.of(401, date, "WWW-Authenticate: Bearer");
    }
    if (revoked.contains(user)) {
      return Reply.of(403, date);
    }
    if (!isThere) {
      return Reply.of(404, date);
    }
    Stamp stamp = stamp(user, query.language());
    List<String> lines = new ArrayList<>(List.of(date, Stamp.FIELD + ": " + stamp.line()));
    describe(stamp, lines);
    return isCurrent(query, stamp)
        ? new Reply(304, lines, "", false)
        : new Reply(200, lines, stamp.content(), plan.isChunked());
  }

  @Override
  public synchronized String toString() {
    return plan.path() + (isThere ? " version " + version : " gone at " + version);
  }

  private void describe(Stamp stamp, List<String> lines) {
    if (plan.validation().hasTag()) {
      lines.add("ETag: " + tag(stamp));
    }
    if (plan.validation().hasDate()) {
      lines.add("Last-Modified: " + HttpDate.format(modified));
    }
    if (!plan.cacheControl().isEmpty()) {
      lines.add("Cache-Control: " + plan.cacheControl());
    }
    if (plan.readers().askForLanguage(stamp.version())) {
      lines.add("Vary: Accept-Language");
    }
  }

  private boolean isCurrent(OriginQuery query, Stamp stamp) {
    Optional<String> tags = query.fields().combined("If-None-Match");
    if (tags.isPresent()) {
      return plan.validation().hasTag() && tags.get().contains(tag(stamp));
    }
    return plan.validation().hasDate()
        && HttpDate.of(query.fields(), "If-Modified-Since", now())
            .filter(since -> !modified.isAfter(since))
            .isPresent();
  }

  private String tag(Stamp stamp) {
    String weakness = plan.validation() == PlannedResource.Validation.WEAK_TAG ? "W/" : "";
    String opaque = stamp.version() + "." + stamp.owner() + "." + stamp.language();
    return weakness + '"' + opaque + '"';
  }

  private Stamp stamp(String user, String language) {
    String told = plan.readers().askForLanguage(version) ? language : Stamp.ANYONE;
    return new Stamp(plan.path(), version, user, told, write, size);
  }

  /** What has no tag is told apart by its content. */
  private int telling(int wanted) {
    return plan.validation().hasTag() ? wanted : Math.max(wanted, Stamp.TELLING_SIZE);
  }

  private static Instant now() {
    return HttpDate.toSecond(Instant.now());
  }
}
