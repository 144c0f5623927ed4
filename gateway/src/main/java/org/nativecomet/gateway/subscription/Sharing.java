package org.nativecomet.gateway.subscription;

import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.CachingRules;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Shareability;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.Vary;
import org.nativecomet.gateway.http.VarySelection;

/**
 * Whom a variant is for: everyone whose request selects it (RFC 9111, section 4.1), or those whom
 * the origin shows it when it is asked about each, or one subscriber, or, until the first response
 * tells, those who ask for exactly the same.
 *
 * @param scope which of these
 * @param selection what a request must have in the fields that the response varies by; nothing
 *     while it is for one, or not known
 */
record Sharing(Scope scope, VarySelection selection) {
  /** How many a variant is for. */
  enum Scope {
    UNKNOWN,
    SHARED,
    CHECKED,
    ALONE
  }

  private static final List<String> CREDENTIALS = List.of("Authorization", "Cookie");

  static final Sharing UNKNOWN = new Sharing(Scope.UNKNOWN, VarySelection.NONE);
  static final Sharing ALONE = new Sharing(Scope.ALONE, VarySelection.NONE);

  /**
   * What a representation says, which was asked for with this request.
   *
   * @param mayBeChecked whether the operator lets those share whom the origin shows the same
   */
  static Sharing toldBy(
      CachingRules rules, Representation state, SubscriptionRequest asker, boolean mayBeChecked) {
    if (isShareable(rules, asker, state)) {
      return new Sharing(Scope.SHARED, selection(state, asker));
    }
    return mayBeChecked && isOnlyForItsCredentials(state, asker)
        ? new Sharing(Scope.CHECKED, selection(state, asker))
        : ALONE;
  }

  private static VarySelection selection(Representation state, SubscriptionRequest asker) {
    return Vary.of(state.fields()).select(asker.retrieval().fields()).orElse(VarySelection.NONE);
  }

  /** Whether nothing but the credentials of the request keeps it from being for everybody. */
  private static boolean isOnlyForItsCredentials(Representation state, SubscriptionRequest asker) {
    Fields anonymous = asker.retrieval().fields().without(CREDENTIALS);
    return state.statusCode() == 200
        && asker.hasCredentials()
        && !asker.unstored()
        && Shareability.of(anonymous, state.statusCode(), state.governing()).isShareable();
  }

  /** Whether fewer may share now than did. */
  boolean isNarrowerThan(Sharing before) {
    return scope.compareTo(before.scope) > 0 && before.scope != Scope.UNKNOWN;
  }

  /** Whether a response that confirms what is shared ends the sharing. */
  static boolean isForbiddenBy(int statusCode, Fields governing) {
    return switch (Shareability.of(Fields.empty(), statusCode, governing)) {
      case PRIVATE, NO_STORE, VARY_STAR -> true;
      default -> false;
    };
  }

  /** Whether a state that everybody shares may be shown to one whose request did not bring it. */
  static boolean allows(CachingRules rules, Representation state, SubscriptionRequest request) {
    return !request.hasCredentials() || isShareable(rules, request, state);
  }

  /** Whether a response that is no representation may be shown to others who ask for the same. */
  static boolean allows(CachingRules rules, Response response, SubscriptionRequest asker) {
    TargetUri target = asker.request().target();
    return isShareable(
        rules,
        asker,
        response.statusCode(),
        rules.governing(target, response.statusCode(), response.fields()));
  }

  /**
   * Whether a variant that is shared like this is for a request.
   *
   * @param owner the request that the variant asks with
   * @param shown what its subscribers were shown last, if anything
   */
  boolean isFor(
      CachingRules rules,
      SubscriptionRequest request,
      SubscriptionRequest owner,
      Optional<Representation> shown) {
    if (request.unstored() || owner.unstored()) {
      return false;
    }
    return switch (scope) {
      case ALONE, CHECKED -> false;
      case UNKNOWN ->
          !request.hasCredentials()
              && request.retrieval().fields().equals(owner.retrieval().fields());
      case SHARED ->
          selects(request) && shown.filter(state -> isShareable(rules, request, state)).isPresent();
    };
  }

  /** Whether the request has what the response varies by. */
  boolean selects(SubscriptionRequest request) {
    return selection.matches(request.retrieval().fields());
  }

  /** Whether the next answer is for one subscriber, whose own credentials ask for it. */
  boolean isForOne(SubscriptionRequest owner, int members) {
    return switch (scope) {
      case SHARED -> false;
      case CHECKED -> members == 1;
      case UNKNOWN -> owner.hasCredentials();
      case ALONE -> true;
    };
  }

  /** What was received, without what may not be shown to all who share. */
  Representation forThoseWhoShare(Representation received) {
    return switch (scope) {
      case UNKNOWN, SHARED -> received.withoutCookies();
      case CHECKED -> received.withSharedFieldsOnly();
      case ALONE -> received;
    };
  }

  /**
   * Where credentials are involved and the origin does not say {@code public}, what permits sharing
   * is {@code must-revalidate} or {@code s-maxage} (RFC 9111, section 3.5): once it is stale every
   * user is to be asked about, so one that is stale at once is for nobody else.
   */
  private static boolean isShareable(
      CachingRules rules, SubscriptionRequest request, Representation state) {
    Fields asked = rules.identifying(request.request().target(), request.retrieval().fields());
    boolean needsNoFreshness = CREDENTIALS.stream().noneMatch(asked::has) || state.isPublic();
    return isShareable(rules, request, state.statusCode(), state.governing())
        && (needsNoFreshness || state.isEverFresh());
  }

  private static boolean isShareable(
      CachingRules rules, SubscriptionRequest request, int statusCode, Fields governing) {
    Fields fields = rules.identifying(request.request().target(), request.retrieval().fields());
    return Shareability.of(fields, statusCode, governing).isShareable();
  }
}
