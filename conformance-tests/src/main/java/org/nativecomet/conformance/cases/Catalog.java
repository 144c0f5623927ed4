package org.nativecomet.conformance.cases;

import java.util.List;
import java.util.stream.Stream;
import org.nativecomet.conformance.scene.Capability;
import org.nativecomet.conformance.suite.Case;

/** All cases, in the order of the specification. */
public final class Catalog {
  private static final String STREAMS = "OUT-1/message-http";
  private static final String SUBSCRIPTIONS = "SUB-6/by-get";
  private static final String LONG_POLLS = "LP-1/at-once";

  private static final List<Case> CASES =
      Stream.of(
              OuterExchangeCases.all(),
              VersionCases.all(),
              FramingCases.all(),
              CorrelationCases.all(),
              SubscriptionCases.all(),
              UpdateCases.all(),
              LongPollCases.all(),
              ChangeCases.all(),
              CacheCases.all(),
              ForwardingCases.all(),
              LivenessCases.all(),
              TunnelCases.all(),
              LimitCases.all())
          .flatMap(List::stream)
          .map(Catalog::onItsFoundation)
          .toList();

  private Catalog() {}

  /** Without this nothing else can be said about what a case uses. */
  private static Case onItsFoundation(Case testCase) {
    if (testCase.family().equals("OUT") || testCase.dependsOn().isPresent()) {
      return testCase;
    }
    if (testCase.needs().contains(Capability.STREAM)) {
      return testCase.dependingOn(STREAMS);
    }
    if (testCase.needs().contains(Capability.SUBSCRIBE)) {
      return testCase.dependingOn(SUBSCRIPTIONS);
    }
    return testCase.needs().contains(Capability.LONG_POLL)
        ? testCase.dependingOn(LONG_POLLS)
        : testCase;
  }

  /** The cases. */
  public static List<Case> all() {
    return CASES;
  }
}
