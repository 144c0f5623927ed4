package org.nativecomet.gateway.convergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.nativecomet.gateway.convergence.Plan.Regime;
import org.nativecomet.gateway.convergence.PlannedClient.Form;
import org.nativecomet.gateway.convergence.PlannedClient.Interest;
import org.nativecomet.gateway.convergence.PlannedClient.Resumption;
import org.nativecomet.gateway.convergence.PlannedResource.Readers;
import org.nativecomet.gateway.convergence.PlannedResource.Validation;

/** Makes a plan from a seed: always the same one from the same seed. */
final class PlanGenerator {
  private static final int RESOURCES = 7;

  /**
   * So that the gateway soon notices who does not read. With 4 KiB Linux may find the window just
   * smaller than a segment for as long as the connection lasts, and send one each 200 ms.
   */
  private static final int SMALL_BUFFER = 16 * 1024;

  private static final int MOTIFS = 12;

  /**
   * Motifs that are looked at alone, each when everybody has what the last one led to: what they
   * make go wrong is put right by any later change.
   */
  private static final int ALONE = 4;

  /** Motifs that are under way at the same time. */
  private static final int WIDTH = 3;

  private final Random random;

  private PlanGenerator(Random random) {
    this.random = random;
  }

  static Plan plan(long seed) {
    return new PlanGenerator(new Random(seed)).plan(seed, seed % 2 == 0);
  }

  private Plan plan(long seed, boolean isPolled) {
    Regime regime = isPolled ? Regime.POLLED : Regime.ANNOUNCED;
    List<PlannedResource> resources = resources(regime);
    List<PlannedClient> clients = clients(resources);
    Motifs motifs = new Motifs(random, regime, resources, clients);
    List<Step> steps = new ArrayList<>();
    for (int client = 0; client < clients.size(); client++) {
      if (random.nextInt(5) > 0) {
        steps.add(new Step.Come(client));
      }
    }
    steps.addAll(woven(motifs));
    steps.add(new Step.Settle());
    List<String> configuration = configuration();
    for (int left = ALONE; left > 0; left--) {
      int resource = random.nextInt(RESOURCES);
      steps.addAll(
          left == 1 ? motifs.writesRefused(resource) : motifs.manyComeDuringAChange(resource));
      steps.add(new Step.Settle());
    }
    return new Plan(seed, regime, configuration, resources, clients, steps);
  }

  private List<String> configuration() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "connections: {send-buffer: " + any(4, 16, 64) + "KiB, io-threads: " + any(1, 2, 3) + "}");
    if (random.nextInt(4) == 0) {
      lines.add("cache: {max-octets: 0}");
    }
    return lines;
  }

  /**
   * What an origin that changes behind the gateway's back can promise: who believes that something
   * is fresh for an hour may show it for an hour (RFC 9111, section 4.2).
   */
  private static String kept(String cacheControl, Regime regime) {
    return regime == Regime.POLLED
        ? cacheControl.replace("max-age=3600", "max-age=1")
        : cacheControl;
  }

  private List<PlannedResource> resources(Regime regime) {
    List<PlannedResource> resources = new ArrayList<>();
    for (int place = 0; place < RESOURCES; place++) {
      Readers readers =
          switch (random.nextInt(8)) {
            case 0, 1 -> Readers.BY_AUTHORIZATION;
            case 2 -> Readers.BY_COOKIE;
            case 3 -> random.nextBoolean() ? Readers.BY_LANGUAGE : Readers.BY_LANGUAGE_LATER;
            default -> Readers.EVERYONE;
          };
      List<String> cacheControls = readers.cacheControls();
      resources.add(
          new PlannedResource(
              "/r" + place,
              oneOf(List.of(Validation.values())),
              readers,
              kept(oneOf(cacheControls), regime),
              random.nextInt(3) == 0,
              random.nextInt(2000)));
    }
    return resources;
  }

  private List<PlannedClient> clients(List<PlannedResource> resources) {
    List<PlannedClient> clients = new ArrayList<>();
    for (int place = 0; place < resources.size(); place++) {
      int watchers = 1 + random.nextInt(2);
      for (int left = watchers; left > 0; left--) {
        Form form = random.nextInt(3) == 0 ? Form.LONG_POLL : Form.STREAM;
        clients.add(client("c" + clients.size(), form, List.of(place), resources));
      }
    }
    for (int left = 3; left > 0; left--) {
      List<Integer> places = new ArrayList<>();
      for (int interests = 2 + random.nextInt(3); interests > 0; interests--) {
        places.add(random.nextInt(resources.size()));
      }
      clients.add(client("c" + clients.size(), Form.COMET, places, resources));
    }
    return clients;
  }

  private PlannedClient client(
      String name, Form form, List<Integer> places, List<PlannedResource> resources) {
    List<Interest> interests = new ArrayList<>();
    boolean needsCookie = false;
    for (int place : places) {
      Interest interest = interest(place, resources.get(place), places);
      if (!interests.contains(interest)) {
        interests.add(interest);
      }
      needsCookie |= resources.get(place).readers() == Readers.BY_COOKIE;
    }
    return new PlannedClient(
        name,
        form,
        needsCookie && random.nextInt(10) > 0 ? user() : Stamp.ANYONE,
        List.copyOf(interests),
        oneOf(List.of(Resumption.values())),
        form == Form.STREAM && random.nextInt(3) == 0,
        random.nextInt(3) == 0 ? SMALL_BUFFER : 0);
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Interest interest(int place, PlannedResource resource, List<Integer> all) {
    boolean isOnlyOne = all.stream().filter(other -> other == place).count() == 1;
    boolean showsCredentials =
        resource.readers() == Readers.BY_AUTHORIZATION
            ? random.nextInt(10) > 0
            : random.nextInt(8) == 0;
    String shown = showsCredentials ? user() : Stamp.ANYONE;
    return new Interest(
        place,
        isAnsweredApart(resource) ? Stamp.ANYONE : shown,
        random.nextBoolean() ? "en" : "de",
        !isOnlyOne || random.nextBoolean());
  }

  /**
   * Whether HTTP leaves open in which order somebody with credentials is shown the versions. What
   * the origin answers them is for everybody, but must not be stored (RFC 9111, section 3.5); what
   * it answered others before may answer them, too, as long as it is fresh (sections 4 and 4.2).
   */
  private static boolean isAnsweredApart(PlannedResource resource) {
    return !resource.readers().arePersonal() && resource.cacheControl().startsWith("max-age=");
  }

  private String user() {
    return List.of("A", "B", "C").get(random.nextInt(3));
  }

  /** Several motifs at a time, each in its own order. */
  private List<Step> woven(Motifs motifs) {
    List<Step> steps = new ArrayList<>();
    List<List<Step>> underWay = new ArrayList<>();
    int begun = 0;
    while (begun < MOTIFS || !underWay.isEmpty()) {
      while (begun < MOTIFS && underWay.size() < WIDTH) {
        underWay.add(new ArrayList<>(motifs.any(random.nextInt(RESOURCES))));
        begun++;
      }
      int chosen = random.nextInt(underWay.size());
      List<Step> motif = underWay.get(chosen);
      for (int left = 1 + random.nextInt(4); left > 0 && !motif.isEmpty(); left--) {
        steps.add(motif.remove(0));
      }
      if (motif.isEmpty()) {
        underWay.remove(chosen);
      }
    }
    return List.copyOf(steps);
  }

  private int any(int... values) {
    return values[random.nextInt(values.length)];
  }
}
