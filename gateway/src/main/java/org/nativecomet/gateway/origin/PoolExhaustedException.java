package org.nativecomet.gateway.origin;

import java.io.IOException;

/** No connection to the origin became free in time. */
final class PoolExhaustedException extends IOException {
  private static final long serialVersionUID = 1;
}
