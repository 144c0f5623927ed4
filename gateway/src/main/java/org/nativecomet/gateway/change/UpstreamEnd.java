package org.nativecomet.gateway.change;

import org.nativecomet.gateway.http.Tokens;

/** Why a subscription held upstream has ended, or did not come to stand. */
public enum UpstreamEnd {
  /** Nobody watches the resource any more. */
  UNWATCHED,
  /** Another takes its place, since what is on its way might be older than what is known. */
  RENEWED,
  /** There are as many at this origin as may be. */
  LIMITED,
  /** The answer is no stream. */
  REFUSED,
  /** The origin has sent its last response. */
  TERMINAL,
  /** The stream has ended between two responses, without a last one. */
  CLOSED,
  /** The connection has failed, or was silent for too long. */
  BROKEN,
  /** The stream cannot be read, or says what no stream of states can say. */
  MALFORMED;

  /** The word for logs and metrics. */
  public String word() {
    return Tokens.lowerCase(name());
  }
}
