package org.nativecomet.conformance.suite;

import java.time.Duration;
import java.util.List;
import org.nativecomet.conformance.wire.Transcript;

/**
 * What came of one case.
 *
 * @param expected and
 * @param actual where they differ, or why nothing was judged; empty otherwise
 */
public record CaseResult(
    Case testCase,
    Kind kind,
    Verdict verdict,
    String step,
    String expected,
    String actual,
    Duration duration,
    List<Transcript.Entry> transcript) {}
