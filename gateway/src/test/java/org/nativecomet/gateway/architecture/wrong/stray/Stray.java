package org.nativecomet.gateway.architecture.wrong.stray;

/** Lives in a package that is neither listed nor null-marked. */
public final class Stray {}
