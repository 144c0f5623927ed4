package org.nativecomet.gateway.subscription;

/**
 * The resource has changed, as somebody says (RFC 9111, section 4.4), or another variant for the
 * same requests was answered with another state: so only an answer that was asked for since tells
 * what is shown to whoever comes next.
 *
 * <p>Threading: guarded by its variant.
 */
final class Doubt {
  private boolean stands;
  private boolean isAskedSince;

  void arises() {
    stands = true;
    isAskedSince = false;
  }

  boolean stands() {
    return stands;
  }

  /** Whether the fetch that is under way, if one is, cannot end it. */
  boolean isNotAskedAbout() {
    return stands && !isAskedSince;
  }

  /** The origin is asked. */
  void asked() {
    isAskedSince = true;
  }

  /** There is an answer; one that says nothing ends nothing. */
  void answered(RefreshPolicy.Meaning meaning) {
    stands &= !isAskedSince || meaning == RefreshPolicy.Meaning.FAILING;
  }
}
