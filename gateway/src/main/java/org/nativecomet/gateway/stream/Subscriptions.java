package org.nativecomet.gateway.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.nativecomet.gateway.exchange.Outlet;
import org.nativecomet.gateway.exchange.Turn;
import org.nativecomet.gateway.http.TargetUri;

/**
 * The held exchanges of one stream, and the writes that their updates must not overtake.
 *
 * <p>Threading: confined to the thread of the stream.
 */
final class Subscriptions {
  /** Unsafe requests to one target that are not answered yet, and the turns that wait for them. */
  private static final class OpenWrites {
    private int count;
    private final List<Turn> putOff = new ArrayList<>();
  }

  private final Outlet outlet;
  private final Set<HeldExchange> held = new LinkedHashSet<>();
  private final Map<TargetUri, OpenWrites> writes = new HashMap<>();

  Subscriptions(Outlet outlet) {
    this.outlet = outlet;
  }

  int size() {
    return held.size();
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  void add(HeldExchange exchange) {
    held.add(exchange);
  }

  void remove(HeldExchange exchange) {
    held.remove(exchange);
  }

  /** Those that match; they are forgotten but not yet closed. */
  List<HeldExchange> take(Predicate<HeldExchange> matching) {
    List<HeldExchange> taken = held.stream().filter(matching).toList();
    held.removeAll(taken);
    return taken;
  }

  /** Asks for the turn now, or as soon as the writes to its target have been answered. */
  void requestTurn(TargetUri target, Turn turn) {
    if (!putOff(target, turn)) {
      outlet.request(turn);
    }
  }

  /** Puts the turn off where there is a write to its target; it is asked for again afterwards. */
  boolean putOff(TargetUri target, Turn turn) {
    OpenWrites open = writes.isEmpty() ? null : writes.get(target);
    if (open != null) {
      open.putOff.add(turn);
    }
    return open != null;
  }

  /** An unsafe request to this target begins. */
  void writeBegins(TargetUri target) {
    writes.computeIfAbsent(target, unused -> new OpenWrites()).count++;
  }

  /** An unsafe request to this target has been answered, or never will be. */
  void writeEnds(TargetUri target) {
    OpenWrites open = writes.get(target);
    if (open != null && --open.count == 0) {
      writes.remove(target);
      open.putOff.forEach(outlet::request);
    }
  }
}
