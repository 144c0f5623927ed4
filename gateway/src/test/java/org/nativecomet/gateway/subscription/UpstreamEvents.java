package org.nativecomet.gateway.subscription;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.nativecomet.gateway.observe.GatewayEvents;

/** What was told of polls and of subscriptions upstream. */
final class UpstreamEvents implements GatewayEvents {
  final List<String> polls = new ArrayList<>();
  final List<String> ends = new ArrayList<>();
  int standing;
  int bugs;

  @Override
  public void unexpected(Throwable bug) {
    bugs++;
  }

  @Override
  public void polled(String outcome, long octets, Duration duration) {
    polls.add(outcome + " " + octets);
  }

  @Override
  public void upstreamSubscribed() {
    standing++;
  }

  @Override
  public void upstreamEnded(String reason, boolean stood) {
    ends.add(reason);
    standing -= stood ? 1 : 0;
  }
}
