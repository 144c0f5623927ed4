package org.nativecomet.gateway.stream;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nativecomet.gateway.exchange.Content;
import org.nativecomet.gateway.exchange.Enclosure;
import org.nativecomet.gateway.exchange.Request;
import org.nativecomet.gateway.http.Authority;
import org.nativecomet.gateway.http.Fields;
import org.nativecomet.gateway.http.Method;
import org.nativecomet.gateway.http.TargetUri;
import org.nativecomet.gateway.message.EnclosedRequest;

/**
 * Turns an enclosed request into one that the gateway may act on, or says why not. Whoever wrote it
 * is not trusted: it may name other hosts, the stream itself, or fields that only a browser or a
 * proxy may write.
 *
 * <p>Threading: immutable.
 */
final class InnerRequestPolicy {
  private static final int MAX_ID_LENGTH = 64;
  private static final Set<String> METHODS_NOT_SERVED = Set.of("CONNECT", "TRACE", "TRACK");
  private static final Set<String> NEVER_CONNECTION_OPTIONS =
      Set.of("host", "content-length", "authorization", "cookie", "exchange-id");

  private final StreamOptions options;
  private final Request outer;
  private final InnerFields innerFields;

  /** For the requests enclosed in the content of this one. */
  InnerRequestPolicy(StreamOptions options, Request outer) {
    this.options = options;
    this.outer = outer;
    this.innerFields = new InnerFields(outer.fields());
  }

  InnerDecision decide(EnclosedRequest enclosed) {
    Method method = new Method(enclosed.method());
    Optional<InnerTarget> target = target(enclosed);
    Correlation correlation = correlation(enclosed);
    Optional<InnerRefusal> refusal = refusal(enclosed, method, target);
    if (refusal.isPresent()) {
      return InnerDecision.refuse(correlation, refusal.get());
    }
    Request request = request(enclosed, method, target.orElseThrow(), correlation);
    if (target.get().isWholeServer()) {
      return InnerDecision.probe(correlation, request);
    }
    if (method.isRetrieval() && enclosed.fields().lists("Subscribe", "none")) {
      return InnerDecision.cancel(correlation, request, id(enclosed, "Cancel-Exchange"));
    }
    return InnerDecision.dispatch(correlation, request);
  }

  /** What an answer to this request carries, even if it is refused. */
  Correlation correlation(EnclosedRequest enclosed) {
    String label = target(enclosed).map(InnerTarget::pathAndQuery).orElse(enclosed.target());
    return new Correlation(label, id(enclosed, Correlation.EXCHANGE_ID));
  }

  private Optional<InnerRefusal> refusal(
      EnclosedRequest enclosed, Method method, Optional<InnerTarget> target) {
    if (!isIdValid(enclosed, Correlation.EXCHANGE_ID) || !isIdValid(enclosed, "Cancel-Exchange")) {
      return Optional.of(InnerRefusal.EXCHANGE_ID_INVALID);
    }
    if (METHODS_NOT_SERVED.contains(method.name())) {
      return Optional.of(InnerRefusal.METHOD_NOT_SERVED);
    }
    if (target.isEmpty()) {
      return Optional.of(InnerRefusal.TARGET_INVALID);
    }
    if (namesForbiddenOption(enclosed.fields())) {
      return Optional.of(InnerRefusal.CONNECTION_OPTION_INVALID);
    }
    return authorityRefusal(enclosed.fields().values("Host"), target.get())
        .or(() -> nesting(target.get()));
  }

  /** Host must be there even where an absolute target overrides it (RFC 9112, section 3.2). */
  private Optional<InnerRefusal> authorityRefusal(List<String> hosts, InnerTarget target) {
    if (hosts.isEmpty()) {
      return Optional.of(InnerRefusal.HOST_MISSING);
    }
    if (hosts.size() > 1) {
      return Optional.of(InnerRefusal.HOST_REPEATED);
    }
    String scheme = outer.target().scheme();
    Optional<String> authority = Authority.normalize(scheme, authority(hosts.get(0), target));
    if (authority.isEmpty() || Authority.normalize(scheme, hosts.get(0)).isEmpty()) {
      return Optional.of(InnerRefusal.AUTHORITY_INVALID);
    }
    if (target.isAbsolute() && !target.scheme().equals(scheme)) {
      return Optional.of(InnerRefusal.SCHEME_MISDIRECTED);
    }
    return isServed(authority.get())
        ? Optional.empty()
        : Optional.of(InnerRefusal.AUTHORITY_MISDIRECTED);
  }

  private boolean isServed(String authority) {
    return authority.equals(outer.target().authority())
        || options.allowedAuthorities().contains(authority);
  }

  private Optional<InnerRefusal> nesting(InnerTarget target) {
    String path = new TargetUri("", "", target.pathAndQuery()).path();
    return PathSpelling.isSame(path, options.path())
        ? Optional.of(InnerRefusal.NESTED_STREAM)
        : Optional.empty();
  }

  private Request request(
      EnclosedRequest enclosed, Method method, InnerTarget target, Correlation correlation) {
    String scheme = outer.target().scheme();
    String host = authority(enclosed.fields().first("Host").orElseThrow(), target);
    String authority = Authority.normalize(scheme, host).orElseThrow();
    return new Request(
        method,
        new TargetUri(scheme, authority, target.pathAndQuery()),
        innerFields.of(enclosed.fields(), authority),
        Content.of(enclosed.content()),
        outer.client(),
        Optional.of(new Enclosure(correlation.exchangeId())));
  }

  private static Optional<InnerTarget> target(EnclosedRequest enclosed) {
    boolean isOptions = enclosed.method().equals(Method.OPTIONS.name());
    return InnerTarget.parse(enclosed.target(), isOptions);
  }

  private static String authority(String host, InnerTarget target) {
    return target.isAbsolute() ? target.authority() : host;
  }

  private static boolean namesForbiddenOption(Fields fields) {
    return NEVER_CONNECTION_OPTIONS.stream().anyMatch(name -> fields.lists("Connection", name));
  }

  private static Optional<String> id(EnclosedRequest enclosed, String field) {
    List<String> values = enclosed.fields().values(field);
    return values.size() == 1 && isId(values.get(0))
        ? Optional.of(values.get(0))
        : Optional.empty();
  }

  private static boolean isIdValid(EnclosedRequest enclosed, String field) {
    return !enclosed.fields().has(field) || id(enclosed, field).isPresent();
  }

  private static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_ID_LENGTH
        && text.chars().allMatch(InnerRequestPolicy::isIdCharacter);
  }

  private static boolean isIdCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
