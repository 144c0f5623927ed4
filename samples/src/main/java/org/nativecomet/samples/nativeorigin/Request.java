package org.nativecomet.samples.nativeorigin;

/** A whole request. */
record Request(Head head, String content) {}
