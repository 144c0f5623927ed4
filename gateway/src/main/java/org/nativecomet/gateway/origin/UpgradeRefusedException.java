package org.nativecomet.gateway.origin;

import org.apache.hc.core5.http.ProtocolException;

/** An origin has answered 101 although no Upgrade field is ever forwarded. */
final class UpgradeRefusedException extends ProtocolException {
  private static final long serialVersionUID = 1;
}
