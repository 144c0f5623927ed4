package org.nativecomet.gateway.observe;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.nativecomet.gateway.exchange.Failure;
import org.nativecomet.gateway.exchange.Request;

/** Tells several listeners everything, in a fixed order. */
public final class CompositeEvents implements GatewayEvents {
  private final List<GatewayEvents> listeners;

  public CompositeEvents(List<GatewayEvents> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void exchangeEnded(
      Request request, int statusCode, long octets, Duration duration, String cacheStatus) {
    tell(each -> each.exchangeEnded(request, statusCode, octets, duration, cacheStatus));
  }

  @Override
  public void connectionOpened() {
    tell(GatewayEvents::connectionOpened);
  }

  @Override
  public void connectionClosed() {
    tell(GatewayEvents::connectionClosed);
  }

  @Override
  public void limitReached(String limit) {
    tell(each -> each.limitReached(limit));
  }

  @Override
  public void streamOpened() {
    tell(GatewayEvents::streamOpened);
  }

  @Override
  public void streamEnded(String reason) {
    tell(each -> each.streamEnded(reason));
  }

  @Override
  public void violation(String violation) {
    tell(each -> each.violation(violation));
  }

  @Override
  public void unexpected(Throwable bug) {
    tell(each -> each.unexpected(bug));
  }

  @Override
  public void originRequested(String origin) {
    tell(each -> each.originRequested(origin));
  }

  @Override
  public void originAnswered(String origin, int statusCode, Duration timeToHead) {
    tell(each -> each.originAnswered(origin, statusCode, timeToHead));
  }

  @Override
  public void originFailed(String origin, Failure failure) {
    tell(each -> each.originFailed(origin, failure));
  }

  @Override
  public void cacheDecided(String reason) {
    tell(each -> each.cacheDecided(reason));
  }

  @Override
  public void cacheCollapsed(String outcome) {
    tell(each -> each.cacheCollapsed(outcome));
  }

  @Override
  public void cacheEvicted(int responses, long octets) {
    tell(each -> each.cacheEvicted(responses, octets));
  }

  @Override
  public void cacheSize(long responses, long octets) {
    tell(each -> each.cacheSize(responses, octets));
  }

  @Override
  public void subscriptionOpened(String form) {
    tell(each -> each.subscriptionOpened(form));
  }

  @Override
  public void subscriptionEnded(String form, String reason) {
    tell(each -> each.subscriptionEnded(form, reason));
  }

  @Override
  public void changed(String cause) {
    tell(each -> each.changed(cause));
  }

  @Override
  public void refreshed(String outcome) {
    tell(each -> each.refreshed(outcome));
  }

  @Override
  public void polled(String outcome, long octets, Duration duration) {
    tell(each -> each.polled(outcome, octets, duration));
  }

  @Override
  public void upstreamSubscribed() {
    tell(GatewayEvents::upstreamSubscribed);
  }

  @Override
  public void upstreamEnded(String reason, boolean stood) {
    tell(each -> each.upstreamEnded(reason, stood));
  }

  @Override
  public void updatesDelivered(int subscribers, Duration sinceChange) {
    tell(each -> each.updatesDelivered(subscribers, sinceChange));
  }

  private void tell(Consumer<GatewayEvents> event) {
    listeners.forEach(event);
  }
}
