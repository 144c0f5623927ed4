package org.nativecomet.conformance.cases;

import java.util.List;
import java.util.stream.Stream;
import org.nativecomet.conformance.suite.Case;

/** All cases, in the order of the specification. */
public final class Catalog {
  private static final List<Case> CASES =
      Stream.of(
              OuterExchangeCases.all(),
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
          .toList();

  private Catalog() {}

  /** The cases. */
  public static List<Case> all() {
    return CASES;
  }
}
