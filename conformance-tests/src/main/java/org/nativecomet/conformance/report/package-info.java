/**
 * What is shown of a run: on the console, as JSON, as JUnit XML, as pages, and against what was
 * expected.
 *
 * <p>Everything here reads a {@link org.nativecomet.conformance.suite.Report} and judges nothing.
 */
@NullMarked
package org.nativecomet.conformance.report;

import org.jspecify.annotations.NullMarked;
