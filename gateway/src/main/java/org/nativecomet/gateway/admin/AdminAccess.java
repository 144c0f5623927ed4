package org.nativecomet.gateway.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.exchange.Response;

/**
 * Who may change or see what the gateway holds: whoever shows the operator's token, or everyone who
 * reaches the listener where there is none (RFC 6750).
 */
final class AdminAccess {
  private static final String SCHEME = "Bearer ";
  private static final String CHALLENGE = "Bearer realm=\"native-comet admin\"";

  private final Optional<byte[]> token;

  AdminAccess(Optional<String> token) {
    this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether everyone who reaches the listener may do everything. */
  boolean isOpen() {
    return token.isEmpty();
  }

  /** Whether the request shows the token; never where there is none. */
  boolean showsToken(Request request) {
    return token
        .filter(expected -> shown(request).filter(it -> isEqual(it, expected)).isPresent())
        .isPresent();
  }

  /** The answer to who may not. */
  Response refusal(Request request) {
    boolean isWrong = request.fields().has("Authorization");
    Failure failure =
        Failure.client(
            401, isWrong ? "The token is not the right one." : "This needs the operator's token.");
    return Answers.with(
        failure.toResponse(),
        "WWW-Authenticate",
        CHALLENGE + (isWrong ? ", error=\"invalid_token\"" : ""));
  }

  private static Optional<byte[]> shown(Request request) {
    List<String> credentials = request.fields().values("Authorization");
    boolean isBearer =
        credentials.size() == 1
            && credentials.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return isBearer
        ? Optional.of(
            credentials.get(0).substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Takes as long wherever the first difference is, so that time tells nothing of the token. */
  private static boolean isEqual(byte[] shown, byte[] expected) {
    return MessageDigest.isEqual(shown, expected);
  }
}
