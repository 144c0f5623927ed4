package org.nativecomet.samples.nativeorigin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which requests are refused before anybody looks at what they ask for (chapter 11): enclosed ones
 * in the light of the outer one, since a script may enclose what it may not send.
 *
 * @param authority whom the outer request asked
 * @param page the Origin of the outer request
 */
record Admission(String authority, Optional<String> page) {
  /** Where streams are opened. */
  static final String ENDPOINT = "/comet";

  private static final Pattern EXCHANGE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]+)(:[0-9]*)?");
  private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");
  private static final Set<String> NEVER = Set.of("CONNECT", "TRACE", "TRACK");
  private static final List<String> NOT_HOP_BY_HOP =
      List.of("host", "content-length", "authorization", "cookie", "exchange-id");

  static Admission of(Head outer) {
    return new Admission(normalised(outer.authority()), outer.fields().first("Origin"));
  }

  /** The name in a field, if there is one that the grammar allows. */
  static Optional<String> exchangeName(Fields fields, String field) {
    List<String> names = fields.all(field);
    return names.size() == 1 && EXCHANGE_NAME.matcher(names.get(0)).matches()
        ? fields.first(field)
        : Optional.empty();
  }

  /** Why any request, outer or enclosed, is refused. */
  static Optional<Response> refusal(Head head) {
    if (NEVER.contains(head.method())) {
      return refused(501, "this method is not offered");
    }
    List<String> hosts = head.fields().all("Host");
    boolean named = hosts.size() == 1 && AUTHORITY.matcher(hosts.get(0)).matches();
    if (!named && !(hosts.isEmpty() && head.minorVersion() == 0)) {
      return refused(400, "there must be one Host field, with a host");
    }
    boolean asterisk = head.target().equals("*") && head.method().equals("OPTIONS");
    boolean misformed = !head.location().startsWith("/") || head.target().contains("#");
    boolean nobody = head.scheme().isPresent() && !AUTHORITY.matcher(head.authority()).matches();
    if (!asterisk && (misformed || nobody)) {
      return refused(400, "the request target is not a path or an absolute URI of a host");
    }
    return head.scheme().map(scheme -> !scheme.equalsIgnoreCase("http")).orElse(false)
        ? refused(421, "this scheme is not served here")
        : Optional.empty();
  }

  /** Why an enclosed request is refused (COR-2, FRM-27, MSG-9, MSG-2, MSG-7, MSG-15). */
  Optional<Response> refusalOfEnclosed(Head head) {
    for (String field : List.of("Exchange-Id", "Cancel-Exchange")) {
      if (head.fields().has(field) && exchangeName(head.fields(), field).isEmpty()) {
        return refused(400, field + " is not one name");
      }
    }
    if (head.minorVersion() == 0) {
      return refused(505, "enclosed requests are of HTTP/1.1");
    }
    if (head.fields().members("Connection").stream().anyMatch(NOT_HOP_BY_HOP::contains)) {
      return refused(400, "Connection names a field that is not of the connection");
    }
    return refusal(head)
        .or(() -> normalised(head.authority()).equals(authority) ? Optional.empty() : misdirected())
        .or(() -> isEndpoint(head.path()) ? nested() : Optional.empty())
        .or(
            () ->
                isForeignPage()
                    ? refused(403, "another site may not read this")
                    : Optional.empty());
  }

  private static Optional<Response> misdirected() {
    return refused(421, "the stream was opened to another host");
  }

  private static Optional<Response> nested() {
    return refused(403, "a stream carries no other stream");
  }

  /** Nothing here is open to other sites, so whoever comes from one reads nothing. */
  private boolean isForeignPage() {
    return page.map(p -> !normalised(p).equals("http://" + authority)).orElse(false);
  }

  /** Whether a path means the endpoint, however it is spelled. */
  private static boolean isEndpoint(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : decoded(path).split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return ENDPOINT.equals("/" + String.join("/", segments));
  }

  private static String decoded(String path) {
    return ENCODED
        .matcher(path)
        .replaceAll(
            octet ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(octet.group(1), 16))));
  }

  /** Hosts have no case, and 80 need not be said. */
  private static String normalised(String authority) {
    return authority.toLowerCase(Locale.ROOT).replaceFirst(":(80)?$", "");
  }

  private static Optional<Response> refused(int status, String detail) {
    return Optional.of(Response.problem(status, detail));
  }
}
