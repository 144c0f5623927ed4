package org.nativecomet.gateway.subscription;

import java.util.Optional;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Shareability;
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
  static Sharing toldBy(Representation state, SubscriptionRequest asker) {
    return isShareable(asker, state.statusCode(), state.fields())
        ? new Sharing(
            Scope.SHARED,
            Vary.of(state.fields()).select(asker.retrieval().fields()).orElse(VarySelection.NONE))
        : ALONE;
  }

  /** Whether a response that is no representation may be shown to others who ask for the same. */
  static boolean allows(Response response, SubscriptionRequest asker) {
    return isShareable(asker, response.statusCode(), response.fields());
  }

  /**
   * Whether a variant that is shared like this is for a request.
   *
   * @param owner the request that the variant asks with
   * @param shown what its subscribers were shown last, if anything
   */
  boolean isFor(
      SubscriptionRequest request, SubscriptionRequest owner, Optional<Representation> shown) {
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
                  .filter(state -> isShareable(request, state.statusCode(), state.fields()))
                  .isPresent();
    };
  }

  /** Whether the request has what the response varies by. */
  boolean selects(SubscriptionRequest request) {
    return selection.matches(request.retrieval().fields());
  }

  private static boolean isShareable(SubscriptionRequest request, int statusCode, Fields response) {
    return Shareability.of(request.retrieval().fields(), statusCode, response).isShareable();
  }
}
