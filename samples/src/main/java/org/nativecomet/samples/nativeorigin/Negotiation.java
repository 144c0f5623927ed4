package org.nativecomet.samples.nativeorigin;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which media type and coding a response stream has, if there is to be one (chapter 3). */
final class Negotiation {
  static final String MESSAGE = "message/http";
  static final String APPLICATION = "application/http";

  private static final Pattern STREAM_TYPE =
      Pattern.compile(
          "((?:message|application)/http)"
              + "((?:\\s*;\\s*[^\\s;=]+=(?:[^\\s;\"]+|\"(?:[^\"\\\\]|\\\\.)*\"))*)\\s*;?");
  private static final Pattern MSGTYPE = Pattern.compile(";\\s*msgtype=\"?([^;\"\\s]*)\"?");
  private static final Pattern WEIGHT =
      Pattern.compile(";\\s*q\\s*=\\s*([01](?:\\.[0-9]{0,3})?)\\s*(?:;|$)");

  private Negotiation() {}

  /** The type of a request stream; empty where the content is none (OUT-1, OUT-2). */
  static Optional<String> requestStream(Fields fields) {
    List<String> types = fields.all("Content-Type");
    String type = types.size() == 1 ? types.get(0).toLowerCase(Locale.ROOT) : "";
    Matcher stream = STREAM_TYPE.matcher(type);
    if (!stream.matches()) {
      return Optional.empty();
    }
    Matcher msgtype = MSGTYPE.matcher(stream.group(2));
    return msgtype.find() && !msgtype.group(1).equals("request")
        ? Optional.empty()
        : Optional.of(stream.group(1));
  }

  /** The type that a POST is answered in; empty where none is acceptable (OUT-8, OUT-9, OUT-19). */
  static Optional<String> responseToPost(Fields fields, String requestStream) {
    List<String> accept = fields.has("Accept") ? fields.members("Accept") : List.of("*/*");
    double message = weight(accept, MESSAGE, "message/*", "*/*");
    double application = weight(accept, APPLICATION, "application/*", "*/*");
    return heavier(message, application, requestStream);
  }

  /** The type that a GET names; empty where it asks for no stream (SUB-1, OUT-8, OUT-20). */
  static Optional<String> responseToGet(Fields fields) {
    List<String> accept = fields.members("Accept");
    return heavier(weight(accept, MESSAGE), weight(accept, APPLICATION), MESSAGE);
  }

  /** Whether the stream may be compressed (GZ-1). */
  static boolean acceptsGzip(Fields fields) {
    return weight(fields.members("Accept-Encoding"), "gzip", "*") > 0;
  }

  private static Optional<String> heavier(double message, double application, String otherwise) {
    if (message == 0 && application == 0) {
      return Optional.empty();
    }
    if (message == application) {
      return Optional.of(otherwise);
    }
    return Optional.of(message > application ? MESSAGE : APPLICATION);
  }

  /**
   * The weight that a list gives to something (RFC 9110, section 12.4.2).
   *
   * @param names of it, the most specific first
   * @return 0 where none is listed
   */
  private static double weight(List<String> members, String... names) {
    for (String name : names) {
      for (String member : members) {
        if (member.split(";", 2)[0].trim().equals(name)) {
          Matcher weight = WEIGHT.matcher(member);
          return weight.find() ? Double.parseDouble(weight.group(1)) : 1;
        }
      }
    }
    return 0;
  }
}
