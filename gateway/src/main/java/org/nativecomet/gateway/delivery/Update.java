package org.nativecomet.gateway.delivery;

import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.exchange.Octets;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.message.ResponseSerializer;
import org.nativecomet.gateway.stream.Correlation;

/**
 * One enclosed response, encoded once for everybody it goes to.
 *
 * <p>Subscribers differ in one field at most, the Exchange-Id by which they correlate. So there are
 * two forms: whole, and in pieces with a place for that field line.
 *
 * <p>Threading: immutable but for the pieces, which are made under a lock by whoever needs them
 * first.
 */
public final class Update {
  private final Octets[] whole;
  private final byte[] head;
  private final byte[] rest;
  private @Nullable Octets headPiece;
  private @Nullable Octets restPiece;

  private Update(byte[] head, byte[] rest) {
    this.head = head;
    this.rest = rest;
    byte[] octets = new byte[head.length + rest.length];
    System.arraycopy(head, 0, octets, 0, head.length);
    System.arraycopy(rest, 0, octets, head.length, rest.length);
    this.whole = new Octets[] {Octets.of(octets)};
  }

  /**
   * Encodes a response as it stands: its fields are final, but for Content-Length and Exchange-Id.
   *
   * @param method of the request that it answers
   */
  public static Update of(Method method, int statusCode, Fields fields, byte[] content) {
    return new Update(
        ResponseSerializer.headWithoutEnd(method, statusCode, fields, content.length),
        ResponseSerializer.rest(
            ResponseSerializer.mayHaveContent(method, statusCode) ? content : new byte[0]));
  }

  /** The field line that tells this subscriber's exchange from its others. */
  public static Octets exchangeIdLine(String exchangeId) {
    return Octets.of(ResponseSerializer.fieldLine(Correlation.EXCHANGE_ID, exchangeId));
  }

  /**
   * The octets for a subscriber without an Exchange-Id: always the same array, not to be changed.
   */
  public Octets[] octets() {
    return whole;
  }

  /** The octets for a subscriber with this field line. */
  public Octets[] octets(Octets exchangeIdLine) {
    return new Octets[] {headPiece(), exchangeIdLine, restPiece()};
  }

  private synchronized Octets headPiece() {
    if (headPiece == null) {
      headPiece = Octets.of(head);
    }
    return headPiece;
  }

  private synchronized Octets restPiece() {
    if (restPiece == null) {
      restPiece = Octets.of(rest);
    }
    return restPiece;
  }
}
