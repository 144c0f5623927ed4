package org.nativecomet.gateway.convergence;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.nativecomet.gateway.config.Address;
import org.nativecomet.gateway.endtoend.RunningGateway;

/**
 * Where a plan is carried out: the origin, the gateway before it, the clients, and whoever writes.
 *
 * <p>Threading: steps are performed by one thread; clients and writers report from their own.
 */
final class Stage {
  private final Plan plan;
  private final Origin origin;
  private final RunningGateway gateway;
  private final List<Client> clients;
  private final AtomicReference<Violation> violation = new AtomicReference<>();
  private final Errands errands = new Errands(this);
  private final Settlement settlement;

  Stage(Plan plan, Duration patience) {
    this.plan = plan;
    this.settlement = new Settlement(this, patience);
    this.origin = new Origin(plan.resources());
    String extra = String.join("\n", plan.configuration());
    this.gateway = RunningGateway.before(origin.uri(), plan.regime().configuration(), extra);
    this.clients = plan.clients().stream().map(planned -> new Client(this, planned)).toList();
  }

  Origin origin() {
    return origin;
  }

  RunningGateway gateway() {
    return gateway;
  }

  List<Client> clients() {
    return clients;
  }

  Client client(int place) {
    return clients.get(place);
  }

  PlannedResource resource(int place) {
    return plan.resources().get(place);
  }

  InetSocketAddress address() {
    return socketAddress(gateway.gateway().listenAddress());
  }

  String authority() {
    return gateway.authority();
  }

  InetSocketAddress adminAddress() {
    return socketAddress(gateway.gateway().adminAddress());
  }

  Errands errands() {
    return errands;
  }

  void pause(int millis) {
    LockSupport.parkNanos(millis * 1_000_000L);
  }

  /** The first violation counts; what follows from it does not matter. */
  void violated(Violation newViolation) {
    violation.compareAndSet(null, newViolation);
  }

  void failOnViolation() {
    Violation known = violation.get();
    if (known != null) {
      throw known;
    }
  }

  /** Everybody comes, reads, and gets to hold what the origin has. */
  void settle() {
    settlement.await();
  }

  /** Nothing asks again for what a failed write may have changed, unless it is polled. */
  void announceUncertain() {
    if (plan.regime() == Plan.Regime.ANNOUNCED) {
      errands.announceUncertain();
    }
  }

  /** Whether nothing is under way but what the gateway itself begins. */
  boolean isQuiet() {
    return errands.isDone() && origin.isIdle();
  }

  private static InetSocketAddress socketAddress(Address address) {
    return new InetSocketAddress(address.host(), address.port());
  }
}
