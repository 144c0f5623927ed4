package org.nativecomet.gateway.stream;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The exchanges of a stream that owe an answer, in their order, and the names that are taken.
 *
 * <p>A name stays taken while its exchange is held, too. Threading: confined to the thread of the
 * stream.
 */
final class OpenExchanges {
  private final ExchangeOrder<InnerExchange> order = new ExchangeOrder<>();
  private final Set<InnerExchange> open = new LinkedHashSet<>();
  private final Set<String> names = new HashSet<>();

  /** One more exchange; or false, where its Exchange-Id is that of another. */
  boolean admit(InnerExchange exchange) {
    if (exchange.id().isPresent() && !names.add(exchange.id().get())) {
      return false;
    }
    open.add(exchange);
    order.add(exchange, exchange.place());
    return true;
  }

  boolean contains(InnerExchange exchange) {
    return open.contains(exchange);
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  int size() {
    return open.size();
  }

  /** How many may yet become subscriptions. */
  int askingForSubscription() {
    return (int) open.stream().filter(InnerExchange::asksForSubscription).count();
  }

  /** Those that may be handed on now. */
  List<InnerExchange> begin() {
    return order.begin();
  }

  void ready(InnerExchange exchange, EnclosedAnswer answer) {
    exchange.answer(answer);
    order.ready(exchange);
  }

  /** Those whose answers may be written now, in this order. They stay open until that is done. */
  List<InnerExchange> takeSendable() {
    return order.takeSendable();
  }

  /** It has become a subscription; it keeps its name, and its place until its first message. */
  void hold(InnerExchange exchange) {
    open.remove(exchange);
  }

  /** It owes no answer any more: answers to later requests need not wait for one. */
  void hasAnswered(InnerExchange exchange) {
    order.leave(exchange);
  }

  /** It is over. */
  void close(InnerExchange exchange) {
    open.remove(exchange);
    order.leave(exchange);
    exchange.id().ifPresent(names::remove);
  }

  /** Those that have not begun; they never will. */
  List<InnerExchange> dropWaiting() {
    List<InnerExchange> dropped = order.dropWaiting();
    dropped.forEach(this::close);
    return dropped;
  }

  /** Those that match; they are over. */
  List<InnerExchange> take(Predicate<InnerExchange> matching) {
    List<InnerExchange> taken = open.stream().filter(matching).toList();
    taken.forEach(this::close);
    return taken;
  }
}
