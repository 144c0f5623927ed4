package org.nativecomet.conformance.wrong;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nativecomet.conformance.wire.Answer;
import org.nativecomet.conformance.wire.Fields;

/** One subscription in a stream. */
final class Watch implements Runnable {
  /** Takes what a subscription has to say. */
  interface Delivery {
    void deliver(Answer answer, boolean last);
  }

  private static final Pattern OPEN_RANGE = Pattern.compile("bytes=([0-9]+)-");

  private final Asked asked;
  private final Topic topic;
  private final Delivery delivery;
  private final Set<Fault> faults;
  private volatile boolean closed;
  private String previous = "";
  private String previousTag = "";
  private boolean wantsParts;
  private int updates;
  private @Nullable Answer held;

  Watch(Asked asked, Topic topic, Delivery delivery, Set<Fault> faults) {
    this.asked = asked;
    this.topic = topic;
    this.delivery = delivery;
    this.faults = faults;
  }

  Asked asked() {
    return asked;
  }

  void close() {
    closed = true;
  }

  @Override
  public void run() {
    topic.join();
    try {
      long seen = topic.refresh();
      Answer state = topic.latest();
      if (faults.contains(Fault.LATE_REGISTRATION)) {
        seen = topic.after(Long.MAX_VALUE, 60);
        topic.after(seen, 60);
        seen = topic.after(-1, 0);
      }
      if (first(state)) {
        while (!closed) {
          long now = topic.after(seen, 500);
          if (now != seen && !closed) {
            seen = now;
            if (!next(topic.latest())) {
              return;
            }
          }
        }
      }
    } finally {
      topic.leave();
    }
  }

  /** Whether the subscription stands. */
  private boolean first(Answer state) {
    Optional<Answer> refusal = Position.refusal(asked, state, faults);
    if (refusal.isPresent()) {
      delivery.deliver(refusal.get(), true);
      return false;
    }
    if (state.status() != 200) {
      boolean stays = faults.contains(Fault.SUBSCRIBES_TO_ERRORS);
      delivery.deliver(stays ? labelled(state, "OK") : state, !stays);
      return stays;
    }
    Matcher range = OPEN_RANGE.matcher(asked.fields().first("Range").orElse(""));
    wantsParts = range.matches() && Integer.parseInt(range.group(1)) == state.content().length();
    remember(state);
    if (Position.isBehind(asked, state, faults)) {
      boolean once = faults.contains(Fault.ONE_RESPONSE);
      delivery.deliver(labelled(state, "OK"), once);
      return !once;
    }
    if (!faults.contains(Fault.SILENT_WAIT)) {
      delivery.deliver(acknowledgement(state), false);
    }
    return true;
  }

  private boolean next(Answer state) {
    updates++;
    if ((faults.contains(Fault.STOPS_EARLY) && updates > 2)
        || (faults.contains(Fault.FUTURE_IS_FUTURE)
            && asked.fields().first("When-Modified-After").orElse("").contains("2100"))) {
      return true;
    }
    if (faults.contains(Fault.REVERSES)) {
      Answer before = held;
      held = state;
      if (before != null) {
        delivery.deliver(labelled(state, "OK"), false);
        delivery.deliver(labelled(before, "OK"), false);
        held = null;
      }
      return true;
    }
    if (state.status() != 200 && state.status() != 206) {
      delivery.deliver(
          labelled(state, faults.contains(Fault.NEVER_NONE) ? "OK" : "none"),
          !faults.contains(Fault.REVIVES));
      return faults.contains(Fault.REVIVES);
    }
    String content = state.content();
    boolean longer = content.startsWith(previous) && content.length() > previous.length();
    if ((wantsParts
            && (longer || faults.contains(Fault.BLIND_PARTS))
            && !faults.contains(Fault.NO_PARTS))
        || (faults.contains(Fault.UNASKED_PARTS) && longer)) {
      delivery.deliver(labelled(part(state), "OK"), false);
    } else {
      delivery.deliver(labelled(state, "OK"), false);
    }
    if (!faults.contains(Fault.FIXED_RANGE)) {
      remember(state);
    }
    return true;
  }

  private Answer part(Answer state) {
    int from = Math.min(previous.length(), state.content().length());
    int length = state.content().length();
    Fields fields =
        state.fields().with("Content-Range: bytes " + from + "-" + (length - 1) + "/" + length);
    if (!faults.contains(Fault.NO_DELTA_BASE)) {
      fields = fields.with("Delta-Base: " + previousTag);
    }
    return new Answer(
        new org.nativecomet.conformance.wire.Head("HTTP/1.1 206 Partial Content", fields),
        state.content().substring(from),
        0);
  }

  private Answer acknowledgement(Answer state) {
    Answer made = Answers.of(304, "");
    Fields fields = made.fields();
    if (!faults.contains(Fault.BARE_ACKNOWLEDGEMENT)) {
      for (String name : new String[] {"ETag", "Last-Modified"}) {
        fields =
            state.fields().first(name).isPresent()
                ? fields.with(name + ": " + state.fields().first(name).get())
                : fields;
      }
    }
    return labelled(Answers.with(made, fields), "OK");
  }

  private Answer labelled(Answer answer, String subscribed) {
    Fields fields = answer.fields();
    if (faults.contains(Fault.BARE_UPDATES)) {
      fields = fields.without("ETag").without("Content-Type");
    }
    if (!faults.contains(Fault.NO_SUBSCRIBED)) {
      fields = fields.with("Subscribed: " + subscribed);
    }
    return Answers.with(answer, fields);
  }

  private void remember(Answer state) {
    previous = state.content();
    previousTag = state.fields().first("ETag").orElse("");
  }
}
