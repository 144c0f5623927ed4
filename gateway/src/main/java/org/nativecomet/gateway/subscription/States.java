package org.nativecomet.gateway.subscription;

import java.time.Instant;

/**
 * What one variant does with a state of its resource, a new one or the one that is shown: whom it
 * is for, and who is told.
 *
 * <p>Threading: guarded by its variant.
 */
final class States {
  private final VariantContext context;
  private final Audience audience;
  private final Membership members;
  private final Known known;
  private final Departures departures;
  private final Checks checks;
  private final Patience patience;

  States(
      VariantContext context,
      Audience audience,
      Membership members,
      Known known,
      Departures departures,
      Checks checks,
      Patience patience) {
    this.context = context;
    this.audience = audience;
    this.members = members;
    this.known = known;
    this.departures = departures;
    this.checks = checks;
    this.patience = patience;
  }

  /**
   * A new state.
   *
   * @param asker whose request it answers, who may have left since
   */
  void receive(Representation received, Subscriber asker, Instant now, Consequences consequences) {
    originHasAnswered();
    Sharing told = toldBy(received, asker);
    if (told.isNarrowerThan(known.sharing()) && members.haveOtherThan(asker)) {
      // The response is its asker's, and everyone asks for themselves.
      departures.dissolve(consequences);
      return;
    }
    boolean settles = !told.equals(known.sharing()) || told.scope() == Sharing.Scope.CHECKED;
    share(told, asker, consequences);
    keepToThoseWhoMayBeShown(received, consequences);
    if (members.isClosed()) {
      return;
    }
    Representation state = told.forThoseWhoShare(received);
    confirmCircle(state, now);
    show(state, now, settles, consequences);
  }

  private void originHasAnswered() {
    patience.restore();
    known.deletedThroughUs(false);
  }

  private Sharing toldBy(Representation received, Subscriber asker) {
    return known.sharing().scope() == Sharing.Scope.ALONE
        ? Sharing.ALONE
        : Sharing.toldBy(
            context.rules(), received, asker.request(), context.checkInterval().isPresent());
  }

  /**
   * From now on it is shared like this; whom it is no longer for finds another.
   *
   * @param asker who was told so, and may have left since
   */
  void share(Sharing told, Subscriber asker, Consequences consequences) {
    if (told.equals(known.sharing())) {
      return;
    }
    known.share(told);
    for (Subscriber subscriber : members.all()) {
      if (told.scope() == Sharing.Scope.ALONE && subscriber != asker) {
        departures.sendAway(subscriber, consequences);
      } else if (!told.selects(subscriber.request())) {
        departures.moveOn(subscriber, consequences);
      }
    }
  }

  /**
   * Who has credentials that have not asked for it, where it is not for everybody, finds another.
   */
  private void keepToThoseWhoMayBeShown(Representation state, Consequences consequences) {
    Sharing sharing = known.sharing();
    if (sharing.scope() == Sharing.Scope.SHARED && !state.isPublic()) {
      for (Subscriber subscriber : members.all()) {
        if (!Sharing.allows(context.rules(), state, subscriber.request())) {
          departures.moveOn(subscriber, consequences);
        }
      }
    }
  }

  /** The owner's credentials have brought this, so the origin has given its word about it. */
  private void confirmCircle(Representation state, Instant now) {
    Sharing sharing = known.sharing();
    if (sharing.scope() != Sharing.Scope.CHECKED) {
      known.circle(null);
      return;
    }
    Circle shown = Circle.of(context.target(), sharing.selection(), state);
    known.circle(shown);
    Subscriber owner = members.owner();
    boolean isFirst = owner.clearance().isEmpty();
    owner.cleared(new Clearance(now, shown));
    if (isFirst) {
      checks.add(owner, now);
    }
  }

  /**
   * Everyone is shown it.
   *
   * @param settles whether it tells for the first time whom it is for
   */
  private void show(Representation state, Instant now, boolean settles, Consequences consequences) {
    boolean onlyVersion = isOnlyOneOfItsSecond(known.sharing(), state);
    rememberSighting(known.sharing(), state);
    Version version = known.show(state, now);
    if (settles) {
      // Before anybody has this state, and comes back to a twin that has an older one.
      consequences.add(() -> context.hub().compareWithTwin(context.variant(), state));
    }
    // Those who have begun are told first: to those who begin with it this version is no news.
    consequences.add(() -> audience.publish(version));
    members.awaitThis(subscriber -> !known.mayHaveANewerState(subscriber));
    for (Subscriber subscriber : members.takeWaiting()) {
      consequences.add(() -> subscriber.begin(version, onlyVersion, audience));
    }
    if (settles) {
      // After those who waited have begun, since they may have to move to a twin of this variant.
      consequences.add(() -> context.hub().settled(context.variant()));
    }
  }

  /** The state that is shown is the origin's. */
  void confirm(Refresh refresh, Consequences consequences) {
    originHasAnswered();
    if (members.size() > 1
        && Sharing.isForbiddenBy(
            refresh.response().statusCode(), context.governing(refresh.response()))) {
      departures.dissolve(consequences);
      return;
    }
    known
        .circle()
        .ifPresent(circle -> members.owner().cleared(new Clearance(refresh.at(), circle)));
    known.version().ifPresent(version -> confirm(version, refresh, consequences));
  }

  private void confirm(Version version, Refresh refresh, Consequences consequences) {
    version.confirmed(refresh.at(), refresh.received());
    for (Subscriber subscriber : members.takeWaiting()) {
      begin(subscriber, version, consequences);
    }
  }

  /** It is shown what is known. */
  void begin(Subscriber subscriber, Version version, Consequences consequences) {
    consequences.add(
        () ->
            subscriber.begin(
                version,
                isOnlyOneOfItsSecond(version.sharing(), version.representation()),
                audience));
  }

  private boolean isOnlyOneOfItsSecond(Sharing sharing, Representation state) {
    return context
        .outside()
        .versionLog()
        .sawOnly(context.target(), sharing.selection(), state.modified(), state.fingerprint());
  }

  private void rememberSighting(Sharing sharing, Representation state) {
    context
        .outside()
        .versionLog()
        .saw(context.target(), sharing.selection(), state.modified(), state.fingerprint());
  }
}
