package org.nativecomet.conformance.origin;

/** How a resource of the origin answers. Called by several threads. */
@FunctionalInterface
public interface Behaviour {
  Reply answer(OriginRequest request);
}
