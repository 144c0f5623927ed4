package org.nativecomet.gateway.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.ByteRange;
import org.nativecomet.gateway.http.ContentRange;
import org.nativecomet.gateway.http.Fields;

/** The 206 or 416 made from a stored representation (RFC 9110, sections 15.3.7 and 15.5.17). */
final class PartialAnswer {
  /** What a client that has an earlier part knows already (RFC 9110, section 15.3.7). */
  private static final List<String> KNOWN_TO_WHO_HAS_A_PART =
      List.of("Content-Type", "Content-Encoding", "Content-Language");

  private PartialAnswer() {}

  /** 416: none of the ranges has an octet in it. */
  static Response notSatisfiable(Fields representation, long length) {
    Fields.Builder fields = Fields.builder();
    for (Fields.Line line : representation) {
      if (line.is("Date") || line.is("Age") || line.is("ETag") || line.is("Cache-Status")) {
        fields.add(line.name(), line.value());
      }
    }
    fields.add("Content-Range", ContentRange.unsatisfied(length));
    return new Response(416, fields.build(), Content.empty());
  }

  /**
   * 206.
   *
   * @param fields of the 200 with the whole
   * @param octets what is stored of the representation
   * @param offset the position in the representation of the first of them
   * @param length of the whole representation
   */
  static Response parts(
      Fields request,
      Fields fields,
      List<ByteRange> ranges,
      byte[] octets,
      long offset,
      long length) {
    if (ranges.size() > 1) {
      return multipart(fields, ranges, octets, offset, length);
    }
    ByteRange range = ranges.get(0);
    Fields own = request.has("If-Range") ? fields.without(KNOWN_TO_WHO_HAS_A_PART) : fields;
    return new Response(
        206,
        own.with("Content-Range", new ContentRange(range, length).toString()),
        new PiecedContent(List.of(slice(octets, offset, range))));
  }

  /** RFC 9110, section 14.6. */
  private static Response multipart(
      Fields fields, List<ByteRange> ranges, byte[] octets, long offset, long length) {
    // Nobody who writes the content can know it, so nobody can put a false part into it.
    String boundary = UUID.randomUUID().toString();
    String type =
        fields.first("Content-Type").map(value -> "Content-Type: " + value + "\r\n").orElse("");
    List<ByteBuffer> pieces = new ArrayList<>();
    String end = "";
    for (ByteRange range : ranges) {
      ContentRange part = new ContentRange(range, length);
      pieces.add(
          text(end + "--" + boundary + "\r\n" + type + "Content-Range: " + part + "\r\n\r\n"));
      pieces.add(slice(octets, offset, range));
      end = "\r\n";
    }
    pieces.add(text("\r\n--" + boundary + "--\r\n"));
    Fields own = fields.with("Content-Type", "multipart/byteranges; boundary=" + boundary);
    return new Response(206, own, new PiecedContent(pieces));
  }

  private static ByteBuffer slice(byte[] octets, long offset, ByteRange range) {
    int start = Math.toIntExact(range.first() - offset);
    return ByteBuffer.wrap(octets, start, Math.toIntExact(range.length()));
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }
}
