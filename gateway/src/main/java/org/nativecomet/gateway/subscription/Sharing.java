package org.nativecomet.gateway.subscription;

import java.util.Optional;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.CachingRules;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Shareability;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.http.Vary;
import org.nativecomet.gateway.http.VarySelection;

/**
 * Whom a variant is for: everyone whose request selects it (RFC 9111, section 4.1), or one
 * subscriber, or, until the first response tells, those who ask for exactly the same.
 *
 * @param scope which of the three
 * @param selection what a request must have in the fields that the response varies by; nothing
 *     while the scope is not {@link Scope#SHARED}
 */
record Sharing(Scope scope, VarySelection selection) {
  /** How many a variant is for. */
  enum Scope {
    UNKNOWN,
    SHARED,
    ALONE
  }

  static final Sharing UNKNOWN = new Sharing(Scope.UNKNOWN, VarySelection.NONE);
  static final Sharing ALONE = new Sharing(Scope.ALONE, VarySelection.NONE);

  /** What a representation says, which was asked for with this request. */
  static Sharing toldBy(CachingRules rules, Representation state, SubscriptionRequest asker) {
    return isShareable(rules, asker, state.statusCode(), state.governing())
        ? new Sharing(
            Scope.SHARED,
            Vary.of(state.fields()).select(asker.retrieval().fields()).orElse(VarySelection.NONE))
        : ALONE;
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
      case ALONE -> false;
      case UNKNOWN ->
          !request.hasCredentials()
              && request.retrieval().fields().equals(owner.retrieval().fields());
      case SHARED ->
          selects(request)
              && shown
                  .filter(
                      state -> isShareable(rules, request, state.statusCode(), state.governing()))
                  .isPresent();
    };
  }

  /** Whether the request has what the response varies by. */
  boolean selects(SubscriptionRequest request) {
    return selection.matches(request.retrieval().fields());
  }

  private static boolean isShareable(
      CachingRules rules, SubscriptionRequest request, int statusCode, Fields governing) {
    Fields fields = rules.identifying(request.request().target(), request.retrieval().fields());
    return Shareability.of(fields, statusCode, governing).isShareable();
  }
}
