package org.nativecomet.gateway.subscription;

import java.util.List;
import java.util.Set;
import org.nativecomet.gateway.exchange.Response;

/**
 * How subscribers leave one variant: by themselves, with a last message, or for another variant.
 * With the last of them everything ends that was done for them.
 *
 * <p>Threading: guarded by its variant.
 */
final class Departures {
  private final VariantContext context;
  private final Membership members;
  private final Known known;
  private final Asking asking;
  private final UpstreamWatch upstream;
  private final Checks checks;
  private final Patience patience;
  private final WatchedGroups.Entry groups;

  Departures(
      VariantContext context,
      Membership members,
      Known known,
      Asking asking,
      UpstreamWatch upstream,
      Checks checks,
      Patience patience,
      WatchedGroups.Entry groups) {
    this.context = context;
    this.members = members;
    this.known = known;
    this.asking = asking;
    this.upstream = upstream;
    this.checks = checks;
    this.patience = patience;
    this.groups = groups;
  }

  /** It has left, or is about to be told why it has to; nothing is done for it any more. */
  void remove(Subscriber subscriber, Consequences consequences) {
    if (!members.remove(subscriber)) {
      return;
    }
    consequences.add(() -> checks.left(subscriber));
    if (members.isEmpty()) {
      close(consequences);
    } else if (members.owner() == subscriber) {
      members.passOwnershipOn();
      if (subscriber.request().hasCredentials()) {
        // Nobody's credentials are used once they have left.
        asking.askAgain(consequences);
        upstream.renewForAnother(consequences);
      }
    }
  }

  /** Removes everybody, which closes the variant. */
  List<Subscriber> removeAll(Consequences consequences) {
    List<Subscriber> removed = members.removeAll();
    close(consequences);
    return removed;
  }

  /** Nobody joins any more, nothing is asked. */
  private void close(Consequences consequences) {
    if (members.close()) {
      patience.restore();
      upstream.stop(consequences);
      groups.belongTo(Set.of());
      asking.stop(consequences);
      consequences.add(checks::stop);
      consequences.add(() -> context.hub().forget(context.variant()));
    }
  }

  /** This variant is not for it, or not any more: it finds another. */
  void moveOn(Subscriber subscriber, Consequences consequences) {
    remove(subscriber, consequences);
    consequences.add(subscriber::moveOn);
  }

  /** What was asked for all turned out to be for the asker only. */
  void sendAway(Subscriber subscriber, Consequences consequences) {
    remove(subscriber, consequences);
    subscriber.becomeAlone();
    consequences.add(subscriber::moveOn);
  }

  /** It asks for itself, having been shown what it was shown. */
  void askAnew(Subscriber subscriber, Consequences consequences) {
    remove(subscriber, consequences);
    subscriber.loseClearance();
    consequences.add(subscriber::moveOn);
  }

  /** Everyone asks for themselves. */
  void dissolve(Consequences consequences) {
    for (Subscriber subscriber : removeAll(consequences)) {
      askAnew(subscriber, consequences);
    }
  }

  /** Another variant is for the same: everyone goes there, with the origin's word about them. */
  void makeWay(Consequences consequences) {
    for (Subscriber subscriber : removeAll(consequences)) {
      known
          .circle()
          .flatMap(same -> subscriber.clearance().map(word -> new Clearance(word.at(), same)))
          .ifPresent(subscriber::cleared);
      consequences.add(subscriber::moveOn);
    }
  }

  void end(Subscriber subscriber, Response last, Consequences consequences) {
    remove(subscriber, consequences);
    consequences.add(() -> subscriber.end(last));
  }

  void endEveryone(Response last, Consequences consequences) {
    for (Subscriber subscriber : removeAll(consequences)) {
      consequences.add(() -> subscriber.end(last));
    }
  }
}
