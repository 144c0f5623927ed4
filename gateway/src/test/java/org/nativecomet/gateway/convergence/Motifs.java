package org.nativecomet.gateway.convergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.nativecomet.gateway.convergence.Plan.Regime;
import org.nativecomet.gateway.convergence.PlannedClient.Form;
import org.nativecomet.gateway.convergence.Step.Way;

/**
 * Short sequences of events, each of which some plausible gateway would not survive. A new way for
 * things to go wrong is one more method here, and one more line in {@link #motifs}.
 */
final class Motifs {
  private static final int OVERFLOWING = 150_000;

  private final Random random;
  private final Regime regime;
  private final List<PlannedResource> resources;
  private final List<PlannedClient> clients;

  Motifs(
      Random random, Regime regime, List<PlannedResource> resources, List<PlannedClient> clients) {
    this.random = random;
    this.regime = regime;
    this.resources = resources;
    this.clients = clients;
  }

  /** Something that happens to this resource, while something else happens to others. */
  List<Step> any(int resource) {
    List<IntFunction<List<Step>>> motifs = motifs();
    return motifs.get(random.nextInt(motifs.size())).apply(resource);
  }

  private List<IntFunction<List<Step>>> motifs() {
    return List.of(
        this::changeDuringTheFirstAnswer,
        this::changeDuringAnyAnswer,
        this::changesThatNobodyReads,
        this::answerOvertakenByAChange,
        this::changesDuringAnAbsence,
        this::failuresAroundAChange,
        this::writeAnsweredLate,
        this::everybodyComesBackAtOnce,
        this::goneAndBack,
        this::rightsLostAndRegained,
        this::restart,
        this::changesOneUponTheOther,
        this::ordinaryReading);
  }

  /** What is read for the first one who comes is outdated before it arrives. */
  private List<Step> changeDuringTheFirstAnswer(int resource) {
    List<Step> steps = everybody(resource, client -> new Step.Leave(client, random.nextBoolean()));
    steps.add(new Step.Hold(resource));
    List<Step> returns = everybody(resource, Step.Come::new);
    steps.add(returns.remove(0));
    steps.add(new Step.AwaitHeld(resource));
    steps.addAll(awaitedChange(resource));
    steps.add(new Step.Release(resource));
    steps.addAll(returns);
    return steps;
  }

  /** What is read because of a change is outdated by another before it arrives. */
  private List<Step> changeDuringAnyAnswer(int resource) {
    List<Step> steps = everybody(resource, Step.Come::new);
    steps.add(new Step.Hold(resource));
    steps.addAll(awaitedChange(resource));
    steps.add(new Step.AwaitHeld(resource));
    steps.addAll(awaitedChange(resource));
    steps.add(new Step.Release(resource));
    return steps;
  }

  /** A client that does not read, and more changes than any buffer has room for. */
  private List<Step> changesThatNobodyReads(int resource) {
    List<Step> steps = everybody(resource, Step.Come::new);
    int client = someoneAt(resource);
    steps.add(pause());
    steps.add(new Step.Stall(client));
    for (int left = 5; left > 0; left--) {
      steps.add(new Step.Write(resource, Way.PUT, OVERFLOWING, true));
      steps.add(new Step.Pause(2));
    }
    steps.add(new Step.Write(resource, Way.PUT, size(), true));
    steps.add(pause());
    steps.add(new Step.Resume(client));
    return steps;
  }

  /** An ordinary answer, which may be stored, is outdated before it arrives. */
  private List<Step> answerOvertakenByAChange(int resource) {
    List<Step> steps = everybody(resource, client -> new Step.Leave(client, false));
    steps.add(new Step.Hold(resource));
    steps.add(new Step.Get(resource, Stamp.ANYONE, "en"));
    steps.add(new Step.AwaitHeld(resource));
    if (random.nextBoolean()) {
      steps.addAll(everybody(resource, Step.Come::new));
      steps.add(pause());
    }
    steps.addAll(awaitedChange(resource));
    steps.add(new Step.Release(resource));
    steps.add(new Step.Pause(4));
    steps.addAll(everybody(resource, client -> new Step.Leave(client, false)));
    steps.addAll(everybody(resource, Step.Come::new));
    return steps;
  }

  /** A client comes back with validators of what is no more, mostly within the same second. */
  private List<Step> changesDuringAnAbsence(int resource) {
    int client = someoneAt(resource);
    List<Step> steps = new ArrayList<>(List.of(new Step.Come(client), pause()));
    steps.addAll(awaitedChange(resource));
    steps.add(pause());
    steps.add(new Step.Leave(client, random.nextBoolean()));
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      steps.addAll(awaitedChange(resource));
    }
    steps.add(pause());
    steps.add(new Step.Come(client));
    return steps;
  }

  /** The origin fails when it is asked because of a change, and perhaps for longer. */
  private List<Step> failuresAroundAChange(int resource) {
    List<Step> steps = everybody(resource, Step.Come::new);
    List<Fault.Kind> kinds =
        List.of(
            Fault.Kind.ERROR,
            Fault.Kind.UNAVAILABLE,
            Fault.Kind.BROKEN,
            Fault.Kind.RESET,
            Fault.Kind.SLOW);
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      Fault.Kind kind = kinds.get(random.nextInt(kinds.size()));
      steps.add(new Step.Trouble(resource, new Fault(kind, random.nextInt(40))));
    }
    if (random.nextBoolean()) {
      steps.add(new Step.Pause(60));
    }
    steps.addAll(change(resource));
    return steps;
  }

  /** The origin has applied a write, and others can see it, long before it says so. */
  private List<Step> writeAnsweredLate(int resource) {
    List<Step> steps = everybody(resource, Step.Come::new);
    steps.add(new Step.Pause(15));
    Fault.Kind kind = random.nextInt(4) == 0 ? Fault.Kind.LOST_WRITE : Fault.Kind.LATE_WRITE;
    steps.add(new Step.Trouble(resource, new Fault(kind, 60)));
    List<Integer> streams = comets(resource);
    steps.add(
        streams.isEmpty()
            ? new Step.Write(resource, Way.PUT, size(), true)
            : new Step.StreamWrite(any(streams), resource, size()));
    steps.add(new Step.Pause(20));
    steps.add(random.nextBoolean() ? new Step.Notice(resource) : new Step.Pause(40));
    return steps;
  }

  /** The origin says 503 to writes and has not applied them; the next one is. */
  List<Step> writesRefused(int resource) {
    List<Step> steps = everybody(resource, Step.Come::new);
    Fault refusal = new Fault(Fault.Kind.REFUSED_WRITE, 0);
    steps.add(new Step.Trouble(resource, refusal));
    steps.add(new Step.Write(resource, Way.PUT, size(), random.nextBoolean()));
    steps.add(new Step.Trouble(resource, refusal));
    steps.add(new Step.Write(resource, Way.DELETE, 0, random.nextBoolean()));
    steps.addAll(change(resource));
    return steps;
  }

  /** What they are shown first is news to those who have been there, too. */
  List<Step> manyComeDuringAChange(int resource) {
    List<Step> steps = everybody(resource, Step.Come::new);
    steps.add(new Step.Pause(15));
    steps.add(new Step.Throng(someoneAt(resource), resource, 50 + random.nextInt(100)));
    steps.add(new Step.Pause(10 + random.nextInt(30)));
    steps.addAll(change(resource));
    return steps;
  }

  /** All leave, all come, and changes in the middle of it. */
  private List<Step> everybodyComesBackAtOnce(int resource) {
    List<Step> steps = everybody(resource, client -> new Step.Leave(client, random.nextBoolean()));
    steps.addAll(change(resource));
    steps.addAll(everybody(resource, Step.Come::new));
    steps.addAll(change(resource));
    steps.addAll(everybody(resource, client -> new Step.Leave(client, random.nextBoolean())));
    steps.addAll(everybody(resource, Step.Come::new));
    steps.addAll(change(resource));
    return steps;
  }

  /** It is deleted, and mostly made again. */
  private List<Step> goneAndBack(int resource) {
    List<Step> steps = everybody(resource, Step.Come::new);
    steps.addAll(
        random.nextBoolean()
            ? List.of(new Step.Write(resource, Way.DELETE, 0, random.nextBoolean()))
            : direct(resource, Way.DIRECT_REMOVAL));
    steps.add(random.nextBoolean() ? pause() : new Step.Pause(40));
    if (random.nextInt(4) > 0) {
      steps.addAll(change(resource));
    }
    return steps;
  }

  /** Somebody's rights are taken away for a while, and it changes meanwhile. */
  private List<Step> rightsLostAndRegained(int resource) {
    List<Step> steps = everybody(resource, Step.Come::new);
    steps.add(new Step.Revoke(resource, random.nextBoolean() ? "A" : "B"));
    steps.addAll(change(resource));
    steps.add(pause());
    steps.add(new Step.Grant(resource));
    return steps;
  }

  private List<Step> restart(int resource) {
    List<Step> steps = new ArrayList<>();
    if (random.nextBoolean()) {
      steps.add(new Step.Write(resource, Way.PUT, size(), false));
    }
    steps.add(new Step.Restart(random.nextInt(8)));
    steps.addAll(change(resource));
    return steps;
  }

  private List<Step> changesOneUponTheOther(int resource) {
    List<Step> steps = new ArrayList<>();
    for (int left = 3 + random.nextInt(5); left > 0; left--) {
      steps.addAll(change(resource));
    }
    return steps;
  }

  private List<Step> ordinaryReading(int resource) {
    List<Step> steps = new ArrayList<>();
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      String user = List.of(Stamp.ANYONE, "A", "B").get(random.nextInt(3));
      steps.add(new Step.Get(resource, user, random.nextBoolean() ? "en" : "de"));
    }
    return steps;
  }

  private List<Step> change(int resource) {
    List<Integer> streams = comets(resource);
    boolean isBehindItsBack = regime == Regime.POLLED && random.nextBoolean();
    return switch (isBehindItsBack ? 0 : random.nextInt(5)) {
      case 0 -> direct(resource, Way.DIRECT);
      case 1 -> List.of(new Step.Write(resource, Way.POST, size(), random.nextBoolean()));
      case 2 ->
          List.of(
              streams.isEmpty()
                  ? new Step.Write(resource, Way.PUT, size(), false)
                  : new Step.StreamWrite(any(streams), resource, size()));
      default -> List.of(new Step.Write(resource, Way.PUT, size(), random.nextBoolean()));
    };
  }

  /** A change that has happened, and is announced, before what follows. */
  private List<Step> awaitedChange(int resource) {
    return random.nextInt(3) == 0
        ? direct(resource, Way.DIRECT)
        : List.of(
            new Step.Write(resource, random.nextBoolean() ? Way.PUT : Way.POST, size(), true));
  }

  private List<Step> direct(int resource, Way way) {
    Step write = new Step.Write(resource, way, size(), true);
    boolean isAnnounced = regime == Regime.ANNOUNCED || random.nextInt(4) == 0;
    return isAnnounced ? List.of(write, new Step.Notice(resource)) : List.of(write);
  }

  private List<Step> everybody(int resource, IntFunction<Step> step) {
    List<Step> steps = new ArrayList<>();
    for (int client : at(resource)) {
      steps.add(step.apply(client));
    }
    return steps;
  }

  private List<Integer> at(int resource) {
    List<Integer> found = new ArrayList<>();
    for (int client = 0; client < clients.size(); client++) {
      if (clients.get(client).interests().stream()
          .anyMatch(interest -> interest.resource() == resource)) {
        found.add(client);
      }
    }
    return found;
  }

  private List<Integer> comets(int resource) {
    return at(resource).stream()
        .filter(client -> clients.get(client).form() == Form.COMET)
        .toList();
  }

  private int someoneAt(int resource) {
    return any(at(resource));
  }

  private int any(List<Integer> of) {
    return of.get(random.nextInt(of.size()));
  }

  private Step pause() {
    return new Step.Pause(random.nextInt(12));
  }

  private int size() {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> 20_000 + random.nextInt(180_000);
      case 2, 3 -> 1000 + random.nextInt(9000);
      default -> Stamp.TELLING_SIZE + random.nextInt(300);
    };
  }

  /** How many resources there are to choose from. */
  int resources() {
    return resources.size();
  }
}
