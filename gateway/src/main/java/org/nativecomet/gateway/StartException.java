package org.nativecomet.gateway;

/**
 * The gateway cannot start with this configuration on this machine. The message is one sentence for
 * the operator that names the option, such as {@code listen}, and what stands in its way.
 */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  public StartException(String sentence) {
    super(sentence);
  }
}
