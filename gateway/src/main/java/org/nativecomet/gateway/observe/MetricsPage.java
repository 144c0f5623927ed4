package org.nativecomet.gateway.observe;

/**
 * All metrics at one moment, in a format that Prometheus reads.
 *
 * @param mediaType with its parameters
 */
public record MetricsPage(String mediaType, String text) {
  /** How the page may be written. */
  public enum Format {
    /** The Prometheus text format. */
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    /** OpenMetrics 1.0. */
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    public String mediaType() {
      return mediaType;
    }
  }
}
