package org.nativecomet.gateway.change;

import java.util.List;
import org.nativecomet.gateway.observe.GatewayEvents;

/**
 * Passes each change to its listeners in a fixed order: the cache first, so that nobody who asks
 * because of the change is shown what was stored before it.
 */
public final class ChangeFeed implements ChangeListener {
  private final List<ChangeListener> listeners;
  private final GatewayEvents events;

  public ChangeFeed(List<ChangeListener> listeners, GatewayEvents events) {
    this.listeners = List.copyOf(listeners);
    this.events = events;
  }

  @Override
  public Reach changed(Change change) {
    change.extents().forEach(extent -> events.changed(change.cause().word()));
    Reach reach = Reach.NOBODY;
    for (ChangeListener listener : listeners) {
      reach = reach.plus(listener.changed(change));
    }
    return reach;
  }
}
