package org.nativecomet.conformance.wrong;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Fields;

/** What an enclosed request may ask for, and what is made of it. */
final class InnerRules {
  private static final Set<String> FORGEABLE =
      Set.of("cookie", "origin", "referer", "via", "forwarded", "x-http-method-override");

  private final Fields outer;
  private final String authority;
  private final String endpoint;
  private final Set<Fault> faults;

  InnerRules(Fields outer, String authority, String endpoint, Set<Fault> faults) {
    this.outer = outer;
    this.authority = authority;
    this.endpoint = endpoint;
    this.faults = faults;
  }

  /** Why the request is refused; empty if it is not. */
  Optional<Answer> refusal(Asked asked) {
    Fields fields = asked.fields();
    if (!asked.version().equals("HTTP/1.1") && !faults.contains(Fault.OLD_VERSIONS)) {
      return refuse(505, "HTTP/1.1 only");
    }
    if (asked.content().equals("\uffff") && !faults.contains(Fault.LARGE_CONTENT)) {
      return refuse(413, "too large");
    }
    List<String> ids = fields.all("Exchange-Id");
    if (!faults.contains(Fault.ANY_ID)
        && (ids.size() > 1 || (ids.size() == 1 && !ids.get(0).matches("[A-Za-z0-9._-]{1,64}")))) {
      return refuse(400, "not an Exchange-Id");
    }
    List<String> named = fields.members("Connection");
    if (!faults.contains(Fault.CONNECTION_NAMES_ANYTHING)
        && List.of("host", "content-length", "authorization", "cookie", "exchange-id").stream()
            .anyMatch(named::contains)) {
      return refuse(400, "Connection names what it must not");
    }
    if (asked.method().matches("CONNECT|TRACE|TRACK") && !faults.contains(Fault.TRACES)) {
      return refuse(405, "not here");
    }
    if (asked.target().equals("*")) {
      return Optional.of(
          faults.contains(Fault.NO_PROBE)
              ? Answers.problem(404, "what?")
              : Answers.of(204, "", "Allow: GET, HEAD, POST"));
    }
    return faults.contains(Fault.ANY_HOST) ? nested(asked) : authority(asked);
  }

  private Optional<Answer> authority(Asked asked) {
    List<String> hosts = asked.fields().all("Host");
    if (hosts.size() != 1 || !hosts.get(0).matches("[A-Za-z0-9.:\\[\\]-]+")) {
      return refuse(400, "not a Host");
    }
    String host = hosts.get(0);
    String target = asked.target();
    if (target.contains("#") && !faults.contains(Fault.ODD_TARGETS)) {
      return refuse(400, "a fragment");
    }
    if (!target.startsWith("/")) {
      String rest = target.replaceFirst("^[a-zA-Z]+://", "").replaceFirst("[/?].*", "");
      if (rest.contains("@") && !faults.contains(Fault.ODD_TARGETS)) {
        return refuse(400, "userinfo");
      }
      if (!target.startsWith("http://") && !faults.contains(Fault.ANY_SCHEME)) {
        return refuse(421, "another scheme");
      }
      host = faults.contains(Fault.HOST_DECIDES) ? host : rest;
    }
    String normal = faults.contains(Fault.CASE_MATTERS) ? host : host.toLowerCase(Locale.ROOT);
    if (!normal.equals(authority)) {
      if (faults.contains(Fault.MISDIRECTED_IS_FATAL)) {
        throw new EnclosedReader.Fatal(400, "another site");
      }
      return faults.contains(Fault.PLAIN_ERRORS)
          ? Optional.of(Answers.of(421, "no", "Content-Type: text/plain"))
          : refuse(421, "another site");
    }
    return nested(asked);
  }

  private Optional<Answer> nested(Asked asked) {
    String path = asked.path().replaceFirst("\\?.*", "");
    try {
      path = URI.create(path).normalize().getPath();
    } catch (IllegalArgumentException odd) {
      // Then it is no spelling of the endpoint.
    }
    return endpoint.equals(path) && !faults.contains(Fault.NESTS)
        ? refuse(508, "a stream in a stream")
        : Optional.empty();
  }

  /** The request as it is passed on. */
  Asked admitted(Asked asked) {
    List<Fields.Line> lines = new ArrayList<>();
    for (Fields.Line line : asked.fields().lines()) {
      if (!isForgeable(line.name()) || faults.contains(Fault.BELIEVES)) {
        lines.add(line);
      }
    }
    for (Fields.Line line : outer.lines()) {
      boolean authorization =
          line.name().equalsIgnoreCase("Authorization")
              && !faults.contains(Fault.NO_INHERITANCE)
              && (!asked.fields().has("Authorization") || faults.contains(Fault.OUTER_WINS));
      if ((isForgeable(line.name()) && !faults.contains(Fault.BELIEVES))
          || authorization
          || (faults.contains(Fault.INHERITS_ALL)
              && !line.name().matches("(?i)host|content-.*|transfer-.*"))) {
        lines.add(line);
      }
    }
    if (faults.contains(Fault.MERGES_TRAILERS) && asked.content().endsWith("\ufffe")) {
      // What the cases for it have in their trailers.
      lines.add(new Fields.Line("Authorization", "Basic eDp5"));
      lines.add(new Fields.Line("If-Match", "\"nothing-like-it\""));
      return new Asked(
          asked.method(),
          asked.target(),
          asked.version(),
          new Fields(lines),
          asked.content().replace("\ufffe", ""));
    }
    if (faults.contains(Fault.INNER_GZIP)) {
      lines.add(new Fields.Line("Accept-Encoding", "gzip"));
    }
    return asked.with(new Fields(lines));
  }

  /** The response as the client of the stream may see it. */
  Answer labelled(Asked asked, Answer answer, boolean update) {
    Answer allowed =
        isForeign()
                && !admits(answer)
                && !(update
                    ? faults.contains(Fault.UPDATES_FOR_ALL)
                    : faults.contains(Fault.READ_BY_ALL))
            ? Answers.problem(403, "not for this page")
            : answer;
    Fields fields = allowed.fields();
    if (!faults.contains(Fault.COOKIES_SEEN)) {
      fields = fields.without("Set-Cookie");
    }
    if (!faults.contains(Fault.ORIGIN_NAMES)) {
      fields = fields.without("Exchange-Id");
      fields =
          update || faults.contains(Fault.ORIGIN_NAMES) ? fields : fields.without("Subscribed");
    }
    String path =
        faults.contains(Fault.NORMALISED_LOCATION)
            ? asked.path().replace("%2F", "/").replace("&&", "&").replaceFirst("\\?.*", "")
            : asked.path();
    String own = fields.first("Content-Location").orElse(path);
    if (!faults.contains(Fault.ORIGIN_LOCATION)) {
      fields = fields.without("Content-Location");
      if (!own.equals(path) && !faults.contains(Fault.LOSES_LOCATION)) {
        fields = fields.with("Origin-Content-Location: " + own);
      }
    }
    if (!faults.contains(Fault.NO_LOCATION)) {
      fields = fields.with("Content-Location: " + path);
    }
    if (!asked.id().isEmpty() && !faults.contains(Fault.NO_ID)) {
      String id =
          faults.contains(Fault.SHORT_ID) && asked.id().length() > 32
              ? asked.id().substring(0, 32)
              : asked.id();
      fields = fields.with("Exchange-Id: " + id);
    }
    return Answers.with(
        allowed, fields.has("Date") ? fields : fields.with("Date: " + Answers.now()));
  }

  private boolean isForeign() {
    return outer.first("Origin").map(origin -> !origin.equals("http://" + authority)).orElse(false);
  }

  private boolean admits(Answer answer) {
    if (faults.contains(Fault.ADMITS_NOBODY)) {
      return false;
    }
    return answer
        .fields()
        .first("Access-Control-Allow-Origin")
        .map(allowed -> allowed.equals("*") || allowed.equals(outer.first("Origin").orElse("")))
        .orElse(false);
  }

  private static boolean isForgeable(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return FORGEABLE.contains(lower)
        || lower.startsWith("sec-")
        || (lower.startsWith("proxy-") && !lower.equals("proxy-connection"))
        || lower.startsWith("x-forwarded-");
  }

  private static Optional<Answer> refuse(int status, String detail) {
    return Optional.of(Answers.problem(status, detail));
  }
}
