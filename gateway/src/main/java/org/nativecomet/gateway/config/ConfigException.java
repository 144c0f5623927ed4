package org.nativecomet.gateway.config;

/**
 * The configuration cannot be used. The message is one sentence for whoever wrote it: where, which
 * option, what is wrong with it and what would be right.
 */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigException(String sentence) {
    super(sentence);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
