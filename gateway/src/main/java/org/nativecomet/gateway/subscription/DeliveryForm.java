package org.nativecomet.gateway.subscription;

/** How a subscriber wants its states. */
public enum DeliveryForm {
  /** One enclosed response after another. */
  STREAM,
  /** One ordinary response, the next one that is news. */
  LONG_POLL;

  /** The word for logs and metrics. */
  public String word() {
    return this == STREAM ? "stream" : "long-poll";
  }
}
