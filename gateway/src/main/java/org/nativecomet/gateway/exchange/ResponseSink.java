package org.nativecomet.gateway.exchange;

import org.nativecomet.gateway.http.Fields;

/**
 * Takes the response owed to one request.
 *
 * <p>Threading: every method may be called from any thread; the sink moves to the thread of its
 * connection by itself.
 */
public interface ResponseSink {
  /**
   * Answers the exchange. The sink subscribes to the content and paces it to the client; when the
   * client goes away it cancels the content. Calling it twice, or after {@link #hold}, is an error
   * of the caller; the second response is dropped and its content cancelled.
   */
  void respond(Response response);

  /**
   * Tells the client what comes before the answer, in the order of the calls. Whoever has nobody to
   * tell, as where the answer will be enclosed, stored or shared, lets it pass unheard.
   */
  default void inform(InterimResponse response) {}

  /**
   * Keeps the exchange open for any number of enclosed responses.
   *
   * <p>For a request that came on its own this answers 200 with the given fields, and the enclosed
   * responses become its content. For an enclosed request they go to the stream it came on, beside
   * the answers to others, and the fields are not used.
   *
   * @param outerFields fields of the outer response; the sink adds what framing and content coding
   *     need
   */
  Outlet hold(Fields outerFields);

  /**
   * Has this run, once, if the client abandons the exchange before it is answered: at once where
   * that has happened already. It is not called for an exchange that was answered or held.
   */
  void onAbandoned(Runnable action);
}
