package org.nativecomet.samples.nativeorigin;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A subscription request that is answered once (chapter 8). */
final class LongPoll {
  private static final Pattern WAIT = Pattern.compile("wait *= *\"?([0-9]{1,9})\"?( *;.*)?");

  private final Head head;
  private final Resources resources;
  private final Settings settings;
  private final Clock clock;
  private final Inbox inbox = new Inbox();
  private final Optional<Duration> preferred;
  private volatile boolean abandoned;

  LongPoll(Head head, Resources resources, Settings settings, Clock clock) {
    this.head = head;
    this.resources = resources;
    this.settings = settings;
    this.clock = clock;
    this.preferred = preference(head.fields().members("Prefer"));
  }

  /** The client has gone (LP-10). */
  void abandon() {
    abandoned = true;
    inbox.awaken();
  }

  /** Waits for the response; nothing of it may be sent before (LP-6). */
  Response await() throws InterruptedException {
    resources.watch(head.path(), inbox);
    try {
      Response response = awaitNews().with("Vary", "Accept, When-Modified-After, Prefer");
      return preferred
          .map(wait -> response.with("Preference-Applied", "wait=" + wait.toSeconds()))
          .orElse(response);
    } finally {
      resources.unwatch(head.path(), inbox);
    }
  }

  private Response awaitNews() throws InterruptedException {
    Subscription.Beginning beginning =
        Subscription.begin(head, resources.current(head.path()), clock.instant());
    if (beginning.response().status() != 304) {
      return beginning.response();
    }
    Subscription subscription = beginning.subscription().orElseThrow();
    long end = System.nanoTime() + preferred.orElse(settings.time("wait")).toNanos();
    while (!abandoned && end - System.nanoTime() > 0) {
      inbox.take(Duration.ofNanos(end - System.nanoTime()));
      Optional<Response> news = subscription.update(resources.current(head.path()));
      if (news.isPresent()) {
        return news.get();
      }
    }
    return subscription.nothingNew();
  }

  /** The first wait of Prefer, if it is a number, and no more than max-wait (LP-3, LP-4, LP-12). */
  private Optional<Duration> preference(List<String> preferences) {
    Optional<String> first = preferences.stream().filter(p -> p.matches("wait\\b.*")).findFirst();
    Matcher wait = WAIT.matcher(first.orElse(""));
    if (!wait.matches()) {
      return Optional.empty();
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
    Duration most = settings.time("max-wait");
    return Optional.of(asked.compareTo(most) < 0 ? asked : most);
  }
}
