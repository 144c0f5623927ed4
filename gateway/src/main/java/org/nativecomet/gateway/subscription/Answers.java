package org.nativecomet.gateway.subscription;

import java.time.Duration;
import java.util.Optional;
import org.nativecomet.gateway.change.Published;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.CacheGroups;
import org.nativecomet.gateway.http.Vary;

/**
 * What one variant does with the answers to its questions, and with a state that comes with the
 * word of a change: a state, the end, or none of both; and then it settles what to ask next.
 *
 * <p>Threading: guarded by its variant, but for {@link #answered}, which decides under its lock.
 */
final class Answers {
  private final VariantContext context;
  private final Membership members;
  private final Known known;
  private final Asking asking;
  private final UpstreamWatch upstream;
  private final WatchedGroups.Entry groups;
  private final States states;
  private final Endings endings;

  Answers(
      VariantContext context,
      Membership members,
      Known known,
      Asking asking,
      UpstreamWatch upstream,
      WatchedGroups.Entry groups,
      States states,
      Endings endings) {
    this.context = context;
    this.members = members;
    this.known = known;
    this.asking = asking;
    this.upstream = upstream;
    this.groups = groups;
    this.states = states;
    this.endings = endings;
  }

  /** A fetch has brought this; any thread. */
  void answered(Fetch fetch, Response response) {
    Optional<Question> question = context.lock().look(() -> asking.askedWith(fetch));
    if (question.isEmpty()) {
      return;
    }
    if (question.get() != Question.PUSHED) {
      // First, while it counts as under way: what is asked in between is noted and not turned away.
      asking.leavePlace();
    }
    context.lock().decide(next -> take(fetch, question.get(), response, next));
  }

  private void take(Fetch fetch, Question question, Response response, Consequences consequences) {
    if (!asking.end(fetch)) {
      return;
    }
    Refresh refresh = read(response);
    learnFrom(refresh, consequences);
    take(refresh, asking.lastAsker(), consequences);
    if (refresh.meaning() == RefreshPolicy.Meaning.NEW_STATE) {
      known.published(false);
      if (question != Question.PUSHED) {
        upstream.renew(consequences);
      }
    }
    if (refresh.confirms()) {
      asking.confirmed();
    }
    tell(question, refresh);
    if (!members.isClosed() && groups.haveChangedSince(asking.lastMoment())) {
      // A group of this response may have changed after it was asked for.
      known.doubt().arises();
      asking.note(Question.AFTER_CHANGE);
    }
    consequences.decide(next -> continueAfter(refresh, next));
  }

  private void tell(Question question, Refresh refresh) {
    if (question == Question.PUSHED) {
      return;
    }
    context.outside().events().refreshed(refresh.word());
    if (question == Question.POLL) {
      Duration duration = Duration.between(asking.begunAt(), refresh.at());
      context.outside().events().polled(refresh.word(), refresh.octetsFetched(), duration);
    }
  }

  /**
   * The new response came with the word of the change. It is as good as an answer of the origin
   * now, where everyone here would be shown that; a fetch under way may have been answered before,
   * and is abandoned.
   *
   * @return how many subscribers that is for; 0 where the origin has to be asked
   */
  int published(Published published, Consequences consequences) {
    if (members.isClosed() || !isShownToAll(published)) {
      return 0;
    }
    int reached = members.size();
    asking.abandon(consequences);
    asking.forgetWhatWasNoted();
    known.doubt().asked();
    Refresh refresh = read(published.response());
    take(refresh, members.owner(), consequences);
    known.published(refresh.received().isPresent());
    if (!members.isClosed()) {
      // No poll is due soon that would compare it with what the origin has.
      upstream.isExpected();
    }
    consequences.decide(next -> continueAfter(refresh, next));
    return reached;
  }

  /** Whether it selects, and may be shown to, exactly those whom this variant is for. */
  private boolean isShownToAll(Published published) {
    Response response = published.response();
    long most = context.outside().options().maxRepresentation();
    return known.sharing().scope() == Sharing.Scope.SHARED
        && response.content().length().orElse(0) <= most
        && Sharing.allows(context.rules(), response, members.owner().request())
        && Vary.of(response.fields())
            .select(published.request())
            .filter(known.sharing().selection()::equals)
            .isPresent();
  }

  /**
   * Takes what has come.
   *
   * @param asker whose request it answers, who may have left since
   */
  private void take(Refresh refresh, Subscriber asker, Consequences consequences) {
    switch (refresh.meaning()) {
      case NEW_STATE ->
          states.receive(refresh.received().orElseThrow(), asker, refresh.at(), consequences);
      case SAME_STATE -> states.confirm(refresh, consequences);
      case ENDED -> endings.end(refresh, asker, consequences);
      case FAILING -> endings.fail(refresh.response(), asker, refresh.at(), consequences);
    }
    known.doubt().answered(refresh.meaning());
    members.answered();
    if (!members.isClosed()) {
      refresh.received().ifPresent(state -> groups.belongTo(CacheGroups.of(state.fields())));
    }
  }

  private Refresh read(Response response) {
    Refresh read =
        Refresh.of(
            context.outside().options().comparison(),
            response,
            context.governing(response),
            known.shown().orElse(null),
            context.now());
    return known.isOnlyTaggedBy(read) ? read.asSameState() : read;
  }

  /** What an answer means for the other variants of the resource. */
  private void learnFrom(Refresh refresh, Consequences consequences) {
    if (!known.hasVersion()) {
      return;
    }
    Question question = asking.lastAsked();
    if (question == Question.HINT) {
      context.ownFetches().hints().followed(refresh.tellsOfAChange());
    } else if (question.discovers() && refresh.tellsOfAChange()) {
      consequences.add(() -> context.hub().discovered(context.variant(), refresh.at()));
    }
  }

  /** Asks again at once where that is due, and otherwise settles when to ask next. */
  private void continueAfter(Refresh refresh, Consequences consequences) {
    if (members.isClosed() || asking.isUnderWay() || asking.askWhatWasNoted(consequences)) {
      return;
    }
    if (refresh.needsConfirmation()) {
      asking.ask(Question.POLL, consequences);
    } else {
      upstream.answered(refresh, consequences);
      consequences.decide(asking::askForWaiting);
    }
  }
}
