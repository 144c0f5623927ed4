package org.nativecomet.gateway.subscription;

import java.time.Instant;
import org.nativecomet.gateway.change.Change;

/**
 * What one variant does when it is told that its resource may have changed: it asks, or waits for a
 * state that comes by itself.
 *
 * <p>Threading: guarded by its variant.
 */
final class Signals {
  private final Membership members;
  private final Known known;
  private final Asking asking;
  private final UpstreamWatch upstream;

  Signals(Membership members, Known known, Asking asking, UpstreamWatch upstream) {
    this.members = members;
    this.known = known;
    this.asking = asking;
    this.upstream = upstream;
  }

  /** A change was signalled; says how many subscribers that is for. */
  int changed(Change.Cause cause, Consequences consequences) {
    if (members.isClosed()) {
      return 0;
    }
    known.doubt().arises();
    if (cause == Change.Cause.DELETION) {
      known.deletedThroughUs(true);
    }
    if (!isSeenUpstream(cause) || !upstream.isExpected()) {
      asking.askOrNote(Question.AFTER_CHANGE, consequences);
    }
    return members.size();
  }

  /** Whether the origin has seen it too: what passes here passes there. */
  private static boolean isSeenUpstream(Change.Cause cause) {
    return cause == Change.Cause.UNSAFE_REQUEST || cause == Change.Cause.DELETION;
  }

  /** Another variant of the resource has found at this time that it changed. */
  void hinted(Instant at, Consequences consequences) {
    if (!members.isClosed() && !asking.hasBegunAfter(at) && !upstream.isExpected()) {
      asking.askOrNote(Question.HINT, consequences);
    }
  }

  /** Another variant for the same requests has received this, now or a while ago. */
  void compareWith(Representation ofTwin, Consequences consequences) {
    boolean differs = known.shown().filter(shown -> !isSame(shown, ofTwin)).isPresent();
    if (!members.isClosed() && differs) {
      known.doubt().arises();
      asking.askOrNote(Question.AFTER_CHANGE, consequences);
    }
  }

  private static boolean isSame(Representation one, Representation other) {
    return one.fingerprint().equals(other.fingerprint());
  }
}
