package org.nativecomet.gateway.change;

/** Told of every change. Never blocks; called on any thread. */
@FunctionalInterface
public interface ChangeListener {
  /** Acts on the change and tells whom it reached. */
  Reach changed(Change change);
}
