package org.nativecomet.conformance.wrong;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Fields;

/** Finds topics and tells them of changes. */
final class Hub {
  private static final Set<String> NOT_SELECTING =
      Set.of(
          "if-none-match",
          "if-modified-since",
          "if-match",
          "if-unmodified-since",
          "range",
          "when-modified-after",
          "when-none-match",
          "exchange-id",
          "cache-control",
          "prefer",
          "host");

  private final OriginCaller caller;
  private final Set<Fault> faults;
  private final Map<String, Topic> topics = new ConcurrentHashMap<>();
  private final AtomicInteger unshared = new AtomicInteger();

  Hub(OriginCaller caller, Set<Fault> faults) {
    this.caller = caller;
    this.faults = faults;
  }

  Topic topic(Asked asked) {
    Fields selecting =
        new Fields(
            asked.fields().lines().stream()
                .filter(
                    l ->
                        !NOT_SELECTING.contains(l.name().toLowerCase(Locale.ROOT))
                            || (faults.contains(Fault.FORWARDS_OURS)
                                && l.name().matches("(?i)when-.*|exchange-id")))
                .toList());
    String key =
        asked.path()
            + (faults.contains(Fault.SHARES_EVERYTHING) ? "" : " " + selecting)
            + (faults.contains(Fault.FETCHES_FOR_EACH) ? unshared.incrementAndGet() : "");
    return topics.computeIfAbsent(
        key,
        k ->
            new Topic(
                new Asked("GET", asked.path(), "HTTP/1.1", selecting.with("Host: origin"), ""),
                caller,
                faults));
  }

  /** Called before a request is passed on. */
  void writing(Asked asked) {
    if (asked.method().equals("DELETE")) {
      topics(asked.path()).forEach(topic -> topic.expectDeletion(true));
    }
  }

  /** Called with the answer to a request that is not safe. */
  void written(Asked asked, Answer answer) {
    boolean success = answer.status() / 100 == 2 || answer.status() / 100 == 3;
    if (!success && asked.method().equals("DELETE")) {
      topics(asked.path()).forEach(topic -> topic.expectDeletion(false));
    }
    if ((!success && !faults.contains(Fault.ERRORS_ARE_CHANGES))
        || faults.contains(Fault.IGNORES_WRITES)
        || (faults.contains(Fault.ONLY_PUT_CHANGES) && !asked.method().matches("PUT|DELETE"))) {
      return;
    }
    signal(asked.path(), asked.method().equals("DELETE"));
    if (!faults.contains(Fault.IGNORES_LOCATION)) {
      answer.fields().first("Location").ifPresent(path -> signal(path, false));
      answer.fields().first("Content-Location").ifPresent(path -> signal(path, false));
    }
  }

  /** Called with the path of a resource that may have changed. */
  void noticed(String path) {
    signal(path, false);
  }

  private void signal(String path, boolean delete) {
    topics(path).forEach(topic -> topic.signal(delete));
  }

  private List<Topic> topics(String path) {
    String plain = path.replaceFirst("\\?.*", "");
    return topics.entrySet().stream()
        .filter(entry -> entry.getKey().replaceFirst("(?s)[? ].*", "").equals(plain))
        .map(Map.Entry::getValue)
        .toList();
  }
}
