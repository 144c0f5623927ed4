package org.nativecomet.gateway.cache;

/** Whether a request that the store could not answer shares a fetch with others, or why not. */
enum Collapsing {
  /** It may wait for another's fetch, and others for its own. */
  SHARED(true, true),
  /** A HEAD can be answered by what a GET brings, but not the other way round. */
  HEAD(true, false),
  /** The same, for a HEAD that wants an answer made after it was asked. */
  HEAD_FRESH_WANTED(false, false),
  /** It wants an answer made after it was asked; which others may have too. */
  FRESH_WANTED(false, true),
  /** The answer must not be stored, so nobody else can have it. */
  NO_STORE(false, false),
  /** It has credentials, and nothing says that the answer is the same for all who have some. */
  CREDENTIALS(false, false),
  /** The last answer for this target could not be shared: waiting would be in vain. */
  UNSHARED_BEFORE(false, false),
  /** It has waited already, in vain. */
  HAS_WAITED(false, false);

  private final boolean mayJoin;
  private final boolean mayLead;

  Collapsing(boolean mayJoin, boolean mayLead) {
    this.mayJoin = mayJoin;
    this.mayLead = mayLead;
  }

  /** Whether it may wait for another's fetch. */
  boolean mayJoin() {
    return mayJoin;
  }

  /** Whether others may wait for its fetch. */
  boolean mayLead() {
    return mayLead;
  }
}
