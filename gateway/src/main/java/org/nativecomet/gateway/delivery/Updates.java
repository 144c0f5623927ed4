package org.nativecomet.gateway.delivery;

import java.util.Arrays;
import java.util.Set;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.exchange.WholeContent;
import org.nativecomet.gateway.http.EntityTag;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.stream.Correlation;

/**
 * The updates that a subscriber of a stream can be sent, as enclosed responses. Each says whether
 * it is the last: {@code Subscribed: OK} while the subscription stands, {@code Subscribed: none} on
 * its last message.
 */
public final class Updates {
  /** What a 304 says of the representation it spares (RFC 9110, section 15.4.5). */
  private static final Set<String> OF_NOT_MODIFIED =
      Set.of("ETag", "Last-Modified", "Date", "Cache-Control", "Expires", "Vary", "Via");

  private Updates() {}

  /** The whole representation. */
  public static Update whole(TargetUri target, int statusCode, Fields fields, byte[] content) {
    return Update.of(Method.GET, statusCode, standing(target, fields), content);
  }

  /** The representation without its content, for a subscription made with HEAD. */
  public static Update bare(TargetUri target, int statusCode, Fields fields) {
    return Update.of(Method.HEAD, statusCode, standing(target, fields), new byte[0]);
  }

  /** Nothing newer than what the subscriber has: it waits, and knows that it does. */
  public static Update acknowledgement(TargetUri target, Fields fields) {
    Fields kept = fields.without(line -> OF_NOT_MODIFIED.stream().noneMatch(line::is));
    return Update.of(Method.GET, 304, standing(target, kept), new byte[0]);
  }

  /**
   * What was added to the end of a representation that the subscriber has. RFC 9110, section
   * 15.3.7, knows 206 for one version only; the specification of this protocol extends it to a
   * version and its verified prefix, which Delta-Base names.
   *
   * @param base the tag of the version that the subscriber has
   * @param from how many octets that version has
   * @param content of the whole new version
   */
  public static Update addition(
      TargetUri target, Fields fields, EntityTag base, int from, byte[] content) {
    Fields partial =
        standing(target, fields)
            .with(
                "Content-Range",
                "bytes " + from + "-" + (content.length - 1) + "/" + content.length)
            .with("Delta-Base", base.toString());
    return Update.of(Method.GET, 206, partial, Arrays.copyOfRange(content, from, content.length));
  }

  /**
   * The last message of a subscription.
   *
   * @param response with whole content
   */
  public static Update last(TargetUri target, Method method, Response response) {
    return Update.of(
        method,
        response.statusCode(),
        Correlation.named(target, response.fields()).with("Subscribed", "none"),
        ((WholeContent) response.content()).octets());
  }

  private static Fields standing(TargetUri target, Fields fields) {
    return Correlation.named(target, fields).with("Subscribed", "OK");
  }
}
