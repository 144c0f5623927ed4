package org.nativecomet.gateway.admin;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Tokens;

/**
 * A whole response as the content of a notice: {@code message/http} (RFC 9112, section 10.1), whose
 * Content-Location says of which resource it is the new one. Read strictly: what is not delimited
 * beyond doubt is not believed.
 */
final class EnclosedResponse {
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] (\\d{3}) [\t -~\u0080-\u00ff]*");
  private static final String HEAD_END = "\r\n\r\n";

  private EnclosedResponse() {}

  /** What it tells. */
  static Change toChange(byte[] message) throws NoticeReader.Malformed {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(HEAD_END);
    if (end < 0) {
      throw new NoticeReader.Malformed("The head of the response does not end.");
    }
    List<String> lines = List.of(text.substring(0, end).split("\r\n", -1));
    Matcher status = STATUS_LINE.matcher(lines.get(0));
    if (!status.matches()) {
      throw new NoticeReader.Malformed("The content is not an HTTP response.");
    }
    Fields fields = fields(lines.subList(1, lines.size()));
    byte[] content = Arrays.copyOfRange(message, end + HEAD_END.length(), message.length);
    String length = Integer.toString(content.length);
    List<String> targets = fields.values("Content-Location");
    if (targets.size() != 1 || !fields.values("Content-Length").stream().allMatch(length::equals)) {
      throw new NoticeReader.Malformed(
          "The response needs one Content-Location, and a Content-Length that is right if any.");
    }
    return PublishedResponse.toChange(
        targets.get(0),
        Fields.empty(),
        Integer.parseInt(status.group(1)),
        fields.without("Content-Location"),
        content);
  }

  private static Fields fields(List<String> lines) throws NoticeReader.Malformed {
    Fields.Builder fields = Fields.builder();
    for (String line : lines) {
      int colon = line.indexOf(':');
      String name = line.substring(0, Math.max(colon, 0));
      String value = Tokens.trim(line.substring(colon + 1));
      if (!PublishedResponse.isField(name, value)) {
        throw new NoticeReader.Malformed("The response has a line that is no field.");
      }
      fields.add(name, value);
    }
    return fields.build();
  }
}
