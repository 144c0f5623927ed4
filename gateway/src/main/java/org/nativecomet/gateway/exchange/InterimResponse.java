package org.nativecomet.gateway.exchange;

import org.nativecomet.gateway.http.Fields;

/**
 * What an origin says before its final response (RFC 9110, section 15.2): that it is still at work,
 * or what the client will need. It has no content, is never stored and answers nothing.
 *
 * @param statusCode 100 to 199, but not 101, which is about one connection
 * @param fields without hop-by-hop fields
 */
public record InterimResponse(int statusCode, Fields fields) {
  /** The client may go on and send the content it has announced. */
  public static final int CONTINUE = 100;
}
