package org.nativecomet.conformance.origin;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the origin does with a request: octets, and what comes between and after them. */
public final class Reply {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** One thing that the origin does. */
  public sealed interface Act permits Send, Await, Close, Reset {}

  /** Sends octets, one for each char. */
  public record Send(String octets) implements Act {}

  /** Waits until the case opens a gate. */
  public record Await(String gate) implements Act {}

  /** Closes the connection properly. */
  public record Close() implements Act {}

  /** Resets the connection. */
  public record Reset() implements Act {}

  private final List<Act> acts;

  private Reply(List<Act> acts) {
    this.acts = List.copyOf(acts);
  }

  /** A response framed by Content-Length, with a Date. */
  public static Reply of(int status, String content, String... fields) {
    boolean bodiless = status == 204 || status == 304;
    return head(status, bodiless ? -1 : content.length(), fields)
        .then(new Send(bodiless ? "" : content));
  }

  /** A response to HEAD: the length of content that is not sent. */
  public static Reply withoutContent(int status, int length, String... fields) {
    return head(status, length, fields);
  }

  /** Octets as they are. */
  public static Reply raw(String octets) {
    return new Reply(List.of(new Send(octets)));
  }

  /** An HTTP-date. */
  public static String date(Instant instant) {
    return HTTP_DATE.format(instant);
  }

  /** The same, begun only when the gate is open. */
  public Reply after(String gate) {
    List<Act> all = new ArrayList<>();
    all.add(new Await(gate));
    all.addAll(acts);
    return new Reply(all);
  }

  /** The same, and then waits at the gate. */
  public Reply thenAwait(String gate) {
    return then(new Await(gate));
  }

  /** The same, and then these octets. */
  public Reply thenRaw(String octets) {
    return then(new Send(octets));
  }

  public Reply thenClose() {
    return then(new Close());
  }

  public Reply thenReset() {
    return then(new Reset());
  }

  List<Act> acts() {
    return acts;
  }

  private Reply then(Act act) {
    List<Act> all = new ArrayList<>(acts);
    all.add(act);
    return new Reply(all);
  }

  private static Reply head(int status, int length, String... fields) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    boolean dated = false;
    for (String field : fields) {
      dated |= field.regionMatches(true, 0, "Date:", 0, 5);
      head.append(field).append("\r\n");
    }
    if (!dated) {
      head.append("Date: ").append(date(Instant.now())).append("\r\n");
    }
    if (length >= 0) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    return raw(head + "\r\n");
  }
}
