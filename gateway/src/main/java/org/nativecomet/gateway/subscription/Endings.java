package org.nativecomet.gateway.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.nativecomet.gateway.exchange.Response;

/**
 * What one variant does when the origin says that there is nothing left to watch, or fails to say
 * anything: who is told, and what.
 *
 * <p>Threading: guarded by its variant.
 */
final class Endings {
  private final VariantContext context;
  private final Membership members;
  private final Known known;
  private final Asking asking;
  private final Departures departures;
  private final States states;
  private final Patience patience;

  Endings(
      VariantContext context,
      Membership members,
      Known known,
      Asking asking,
      Departures departures,
      States states,
      Patience patience) {
    this.context = context;
    this.members = members;
    this.known = known;
    this.asking = asking;
    this.departures = departures;
    this.states = states;
    this.patience = patience;
  }

  /** There is nothing left to watch, for everybody or for the one whose request asked. */
  void end(Refresh refresh, Subscriber asker, Consequences consequences) {
    if (refresh.needsConfirmation()) {
      // That there is nothing is not to be learned from a stale response.
      return;
    }
    Response response = refresh.response();
    if (response.statusCode() == 404 && known.isDeletedThroughUs() && known.hasVersion()) {
      departures.endEveryone(RefreshPolicy.deleted(), consequences);
      return;
    }
    boolean forAll = isForAll(response, asker);
    if (!known.hasVersion() && !forAll) {
      states.share(Sharing.ALONE, asker, consequences);
    }
    if (members.haveOtherThan(asker) && RefreshPolicy.refuses(response)) {
      refuse(response, asker, consequences);
    } else if (forAll) {
      departures.endEveryone(response, consequences);
    } else {
      // What was said to the one who asked is for nobody else: the others ask for themselves.
      endAsker(asker, response, consequences);
      departures.dissolve(consequences);
    }
  }

  /** The origin refuses the one whose credentials were used; others may have better ones. */
  private void refuse(Response response, Subscriber asker, Consequences consequences) {
    if (asker.request().hasCredentials()) {
      endAsker(asker, response, consequences);
      asking.note(Question.AFTER_CHANGE);
      return;
    }
    for (Subscriber subscriber : departures.removeAll(consequences)) {
      boolean isRefused = !subscriber.request().hasCredentials();
      consequences.add(isRefused ? () -> subscriber.end(response) : subscriber::moveOn);
    }
  }

  /** It may have left before its answer came. */
  private void endAsker(Subscriber asker, Response response, Consequences consequences) {
    if (members.has(asker)) {
      departures.end(asker, response, consequences);
    }
  }

  /** The origin cannot say just now. */
  void fail(Response response, Subscriber asker, Instant now, Consequences consequences) {
    if (known.hasVersion()) {
      hide(response, asker, now, consequences);
      return;
    }
    if (!isForAll(response, asker)) {
      states.share(Sharing.ALONE, asker, consequences);
    }
    departures.endEveryone(response, consequences);
  }

  /** Who waits for the origin's word is told that there is none; who was shown a state is not. */
  private void hide(Response response, Subscriber asker, Instant now, Consequences consequences) {
    Representation shown = known.shown().orElseThrow();
    Duration hidden = RefreshPolicy.hiddenFor(shown, context.outside().options().staleIfError());
    boolean tooLong =
        patience.isOver(
            now, hidden, () -> context.lock().decide(next -> failedTooLong(response, asker, next)));
    List<Subscriber> told = tooLong ? departures.removeAll(consequences) : members.takeWaiting();
    endFailed(told, response, asker, consequences);
  }

  private void failedTooLong(Response response, Subscriber asker, Consequences consequences) {
    if (patience.isTried() && !members.isClosed()) {
      endFailed(departures.removeAll(consequences), response, asker, consequences);
    }
  }

  private void endFailed(
      List<Subscriber> told, Response response, Subscriber asker, Consequences consequences) {
    boolean forAll = isForAll(response, asker);
    for (Subscriber subscriber : told) {
      boolean mayRead = forAll || subscriber == asker;
      departures.end(subscriber, RefreshPolicy.terminal(response, mayRead), consequences);
    }
  }

  /** Whether everyone may read what was said to the one who asked. */
  private boolean isForAll(Response response, Subscriber asker) {
    return Sharing.allows(context.rules(), response, asker.request());
  }
}
