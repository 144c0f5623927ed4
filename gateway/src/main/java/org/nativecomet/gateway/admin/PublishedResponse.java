package org.nativecomet.gateway.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nativecomet.gateway.change.Change;
import org.nativecomet.gateway.change.Extent;
import org.nativecomet.gateway.change.Published;
import org.nativecomet.gateway.exchange.Response;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.HopByHopFields;
import org.nativecomet.gateway.http.Tokens;

/**
 * A resource and its new response, as a notice in JSON has them.
 *
 * @param target a path or an absolute URI
 * @param request what it answers: the GET whose fields select it; without any where absent
 */
record PublishedResponse(
    @JsonProperty("target") @Nullable String target,
    @JsonProperty("request") @Nullable Asked request,
    @JsonProperty("response") @Nullable Answered response) {

  /** The request. */
  record Asked(@JsonProperty("fields") @Nullable Map<String, @Nullable JsonNode> fields) {}

  /**
   * The response.
   *
   * @param status 200 where absent
   * @param fields a text, or a list of texts for several lines
   * @param content a text, sent in UTF-8
   * @param base64 the octets, where they are no text
   */
  record Answered(
      @JsonProperty("status") @Nullable Integer status,
      @JsonProperty("fields") @Nullable Map<String, @Nullable JsonNode> fields,
      @JsonProperty("content") @Nullable String content,
      @JsonProperty("content-base64") @Nullable String base64) {}

  /** A state, or that there is none any more. Others say nothing of the resource. */
  private static final Set<Integer> STATUS_CODES = Set.of(200, 203, 404, 410);

  private static final Pattern VALUE =
      Pattern.compile("|[!-~\u0080-\u00ff]([\t -~\u0080-\u00ff]*[!-~\u0080-\u00ff])?");

  /** What it tells. */
  static Change toChange(@Nullable PublishedResponse published) throws NoticeReader.Malformed {
    if (published == null || published.target == null) {
      throw new NoticeReader.Malformed("Each change must have a target.");
    }
    Answered answered = published.response;
    if (answered == null) {
      return Change.of(extent(published.target), Change.Cause.NOTICE);
    }
    return toChange(
        published.target,
        fields(published.request == null ? null : published.request.fields),
        answered.status == null ? 200 : answered.status,
        fields(answered.fields),
        content(answered));
  }

  /**
   * What a response tells.
   *
   * @param request the fields of the request that it answers
   * @param fields of the response, each well-formed
   */
  static Change toChange(String target, Fields request, int status, Fields fields, byte[] content)
      throws NoticeReader.Malformed {
    if (!STATUS_CODES.contains(status)) {
      throw new NoticeReader.Malformed(
          "The status of a response must be 200, 203, 404 or 410, and not " + status + ".");
    }
    if (!HopByHopFields.remove(fields).equals(fields) || fields.has("Content-Range")) {
      throw new NoticeReader.Malformed(
          "Fields of a connection, such as Transfer-Encoding, and Content-Range are none of a whole"
              + " response.");
    }
    Response response = Response.of(status, fields.without("Content-Length"), content);
    return new Change(
        List.of(extent(target)),
        Change.Cause.NOTICE,
        Optional.of(
            new Published(
                ExtentNotation.target(target).filter(named -> !named.authority().isEmpty()),
                request,
                response)));
  }

  private static Extent extent(String target) throws NoticeReader.Malformed {
    return ExtentNotation.one(target)
        .orElseThrow(
            () ->
                new NoticeReader.Malformed(
                    JsonFault.quoted(target)
                        + " is no target, which is a path that starts with / or an absolute http"
                        + " URI."));
  }

  /** Whether a line of this name and value may be part of a message. */
  static boolean isField(String name, String value) {
    return Tokens.isToken(name) && VALUE.matcher(value).matches();
  }

  private static byte[] content(Answered answered) throws NoticeReader.Malformed {
    if (answered.base64 == null) {
      String text = answered.content == null ? "" : answered.content;
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      if (answered.content == null) {
        return Base64.getDecoder().decode(answered.base64);
      }
    } catch (IllegalArgumentException malformed) {
      // Said below.
    }
    throw new NoticeReader.Malformed(
        "A response has either content, which is text, or content-base64.");
  }

  private static Fields fields(@Nullable Map<String, @Nullable JsonNode> named)
      throws NoticeReader.Malformed {
    Fields.Builder fields = Fields.builder();
    for (var entry : (named == null ? Map.<String, @Nullable JsonNode>of() : named).entrySet()) {
      for (JsonNode line : lines(entry.getValue())) {
        if (!line.isTextual() || !isField(entry.getKey(), line.textValue())) {
          throw new NoticeReader.Malformed(
              "The field "
                  + JsonFault.quoted(entry.getKey())
                  + " is wrong: fields are {\"Name\": \"value\"}, or a list of values for several"
                  + " lines.");
        }
        fields.add(entry.getKey(), line.textValue());
      }
    }
    return fields.build();
  }

  private static Iterable<JsonNode> lines(@Nullable JsonNode value) {
    if (value == null) {
      return List.of();
    }
    return value.isArray() ? value : List.of(value);
  }
}
