package dev.orgtable.benchmarks.peers;

import dev.orgtable.benchmarks.Callers;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.Turns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures Orgtable, Keycloak and better-auth with the same work on the same data, by turns. Run by
 * hand, since the peers must be installed first.
 */
public final class PeersPart implements Part {

  /** How many answers of each kind of work are verified, before and after the measurement. */
  private static final int VERIFIED = 7;

  private static final int LARGE = 10_000;
  private static final int LARGE_WHEN_QUICK = 1_000;

  private final Setup setup;
  private final Plan plan;
  private final Town town;

  /** A kind of work as one of the peers does it. */
  private record Lane(Peer peer, Callers callers) {

    Lane(Peer peer, Work work) {
      this(
          peer,
          new Callers(
              index -> {
                peer.call(work, index);
              }));
    }

    double cpu() {
      return peer.serverMillis() + peer.databaseMillis();
    }

    Comparison.Window measure(Duration time) throws Exception {
      callers.run(Plan.LEAD_IN, this::cpu);
      double[] database = {peer.databaseMillis(), 0};
      Callers.Took took =
          callers.run(
              time,
              () -> {
                database[1] = peer.databaseMillis();
                return peer.serverMillis() + database[1];
              });
      return new Comparison.Window(
          took.rate(), took.cpu(), (database[1] - database[0]) / took.calls());
    }
  }

  /**
   * Finds the installed peers.
   *
   * @param quick to try everything in less than 4 minutes, with figures of no value
   * @throws IllegalArgumentException if they are not installed
   */
  public PeersPart(boolean quick) {
    this.setup = Setup.ofEnvironment();
    this.plan = quick ? Plan.QUICK : Plan.FULL;
    this.town = new Town(quick ? LARGE_WHEN_QUICK : LARGE);
  }

  @Override
  public String measure(Path plots, Path scratch) throws Exception {
    try (Peer ours = ready(Ours.start(town, scratch));
        Peer keycloak = ready(Keycloak.start(town, setup));
        Peer betterAuth = ready(BetterAuth.start(town, setup))) {
      List<Peer> peers = List.of(ours, keycloak, betterAuth);
      Map<Work, List<Lane>> lanes = new EnumMap<>(Work.class);
      for (Work work : Work.values()) {
        lanes.put(work, peers.stream().map(peer -> new Lane(peer, work)).toList());
      }
      verify(lanes);
      warmUp(lanes);
      Comparison comparison = measure(lanes);
      verify(lanes);
      return comparison.text(plan, town, Versions.of(setup));
    }
  }

  private static Peer ready(Peer peer) {
    System.out.println(peer.title() + " has started, and has the data");
    return peer;
  }

  /** Compares some answers of each kind of work with the data. */
  private void verify(Map<Work, List<Lane>> lanes) throws IOException {
    for (Map.Entry<Work, List<Lane>> each : lanes.entrySet()) {
      for (Lane lane : each.getValue()) {
        for (int i = 0; i < VERIFIED; i++) {
          verify(lane.peer(), each.getKey(), lane.callers().next().getAndIncrement());
        }
      }
      System.out.println(each.getKey().title() + ": all give the right answers");
    }
  }

  private void verify(Peer peer, Work work, int index) throws IOException {
    Set<String> facts = peer.facts(work, index, peer.call(work, index));
    Set<String> expected = town.expected(work, index);
    if (!facts.equals(expected)) {
      throw new IllegalStateException(
          peer.title() + " answers " + work + " " + index + " with " + facts + ", not " + expected);
    }
  }

  private void warmUp(Map<Work, List<Lane>> lanes) throws Exception {
    for (Map.Entry<Work, List<Lane>> each : lanes.entrySet()) {
      for (Lane lane : each.getValue()) {
        Callers.Took last =
            lane.callers().warmUp(plan.window(), plan.warmCalls(), plan.warmUps(), lane::cpu);
        System.out.println(
            each.getKey().title() + ", " + lane.peer().title() + ", warmed up: " + last);
      }
    }
  }

  private Comparison measure(Map<Work, List<Lane>> lanes) throws Exception {
    Comparison comparison = new Comparison();
    for (int round = 0; round < plan.rounds(); round++) {
      for (Map.Entry<Work, List<Lane>> each : lanes.entrySet()) {
        for (Lane lane : Turns.order(each.getValue(), round)) {
          String peer = lane.peer().title();
          Comparison.Window window = lane.measure(plan.window());
          comparison.add(each.getKey(), peer, window);
          System.out.println(each.getKey().title() + ", " + peer + ": " + window);
        }
      }
    }
    return comparison;
  }
}
