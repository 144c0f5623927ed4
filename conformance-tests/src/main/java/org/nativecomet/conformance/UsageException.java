package org.nativecomet.conformance;

/** The command was used wrongly. The message is one sentence that names the option. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
