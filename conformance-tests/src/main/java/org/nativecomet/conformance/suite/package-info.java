/**
 * Cases, how they are run, and what their outcome means.
 *
 * <p>Read {@link org.nativecomet.conformance.suite.Case} first, then {@link
 * org.nativecomet.conformance.suite.CaseBuilder} for what a case can say, {@link
 * org.nativecomet.conformance.suite.Runner} and {@link org.nativecomet.conformance.suite.Judge}.
 */
@NullMarked
package org.nativecomet.conformance.suite;

import org.jspecify.annotations.NullMarked;
