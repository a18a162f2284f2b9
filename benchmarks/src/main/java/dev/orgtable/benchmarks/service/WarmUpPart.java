package dev.orgtable.benchmarks.service;

import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.Callers;
import dev.orgtable.benchmarks.Checkout;
import dev.orgtable.benchmarks.Child;
import dev.orgtable.benchmarks.JarOfClasses;
import dev.orgtable.benchmarks.Markdown;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.Rounds;
import dev.orgtable.benchmarks.Turns;
import dev.orgtable.benchmarks.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures what an AOT cache with profiles (JEP 514, JEP 515) saves: until the server is ready, and
 * of its first checks.
 */
public final class WarmUpPart implements Part {

  private static final int ROUNDS = 5;
  private static final int AOT_CACHE = 25;
  private static final int TRAINING = 20_000;
  private static final int[] CHECKS = {3_600, 2_000, 11_400, 4_000};
  private static final double NANOS_OF_A_MILLI = 1e6;
  private static final long BYTES_OF_A_MEGABYTE = 1_000_000;

  private final List<String> options = ServicePart.OPTIONS;

  /**
   * Creates the part.
   *
   * @throws IllegalArgumentException if this JVM has no AOT cache
   */
  public WarmUpPart() {
    if (Runtime.version().feature() < AOT_CACHE) {
      throw new IllegalArgumentException("the part warmup needs Java " + AOT_CACHE + " or newer");
    }
  }

  /**
   * One start.
   *
   * @param millis the time until it was ready
   * @param cpuMillis the processor time until then
   * @param checks the processor time of a check, in ms, for each of {@link #CHECKS}
   */
  private record Seen(double millis, double cpuMillis, List<Double> checks) {

    List<Double> values() {
      return Stream.concat(Stream.of(millis, cpuMillis), checks.stream()).toList();
    }
  }

  /** A way to start, with its rounds. */
  private record Lane(String title, List<String> options, List<Seen> seen) {

    List<Double> values(int column) {
      return seen.stream().map(each -> each.values().get(column)).toList();
    }
  }

  @Override
  public String measure(Path plots, Path scratch) throws Exception {
    String classPath =
        JarOfClasses.classPath(
            scratch.resolve("served.jar"),
            List.of(Served.class, Acme.class, Child.class),
            Checkout.file("benchmarks/target/lib"),
            name -> !name.startsWith("DynamoDBLocal"));
    Path cache = scratch.resolve("server.aot");
    try (Child engine = Child.program(options, Engine.class)) {
      String endpoint = engine.after(Engine.READY);
      String key = CachedPart.fill(URI.create(endpoint));
      train(command(List.of("-XX:AOTCacheOutput=" + cache), classPath, endpoint), key);
      List<Lane> lanes =
          List.of(
              new Lane("no cache", List.of(), new ArrayList<>()),
              new Lane(
                  "AOT cache",
                  List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on"),
                  new ArrayList<>()));
      for (int round = 0; round < ROUNDS; round++) {
        for (Lane lane : Turns.order(lanes, round)) {
          Seen seen = start(command(lane.options(), classPath, endpoint), key);
          lane.seen().add(seen);
          System.out.println(lane.title() + ": " + seen);
        }
      }
      return report(lanes, Files.size(cache));
    }
  }

  private List<String> command(List<String> cache, String classPath, String endpoint) {
    List<String> command = new ArrayList<>(List.of(Child.java()));
    command.addAll(options);
    command.addAll(cache);
    command.addAll(List.of("-cp", classPath, Served.class.getName(), endpoint));
    return command;
  }

  private static void train(List<String> command, String key) throws Exception {
    try (Child server = Child.command(command)) {
      try (Wire wire = wire(server)) {
        checks(wire, key, TRAINING);
      }
      server.finish();
    }
  }

  private static Wire wire(Child server) throws IOException {
    return new Wire(URI.create("http://127.0.0.1:" + server.after(Served.READY)));
  }

  private static Seen start(List<String> command, String key) throws Exception {
    long start = System.nanoTime();
    try (Child server = Child.command(command);
        Wire wire = wire(server)) {
      double millis = (System.nanoTime() - start) / NANOS_OF_A_MILLI;
      double ready = server.cpuMillisOfTree();
      List<Double> checks = new ArrayList<>();
      for (int count : CHECKS) {
        double before = server.cpuMillisOfTree();
        checks(wire, key, count);
        checks.add((server.cpuMillisOfTree() - before) / count);
      }
      return new Seen(millis, ready, checks);
    }
  }

  private static void checks(Wire wire, String key, int count) throws Exception {
    new Callers(index -> CachedPart.call(wire, key, CachedPart.CHECK)).make(count);
  }

  private String report(List<Lane> lanes, long bytes) {
    Markdown table =
        new Markdown(
            "",
            "ms until ready",
            "CPU ms until ready",
            "CPU ms of a check, the first 3,600",
            "the next 2,000",
            "to 17,000",
            "the next 4,000");
    for (Lane lane : lanes) {
      table.row(
          Stream.concat(
                  Stream.of(lane.title()),
                  columns(column -> Rounds.of(lane.values(column)).text(column < 2 ? 0 : 2)))
              .toArray());
    }
    table.row(
        Stream.concat(
                Stream.of("cache to none"),
                columns(
                    column ->
                        Rounds.ratio(lanes.get(1).values(column), lanes.get(0).values(column))
                            .text(2)))
            .toArray());
    return "## An AOT cache with profiles\n\n"
        + "The server in a process of its own, with and without a cache that a run of "
        + String.format(Locale.ROOT, "%,d", TRAINING)
        + " checks left (`-XX:AOTCacheOutput`, JEP 514 and 515; "
        + bytes / BYTES_OF_A_MEGABYTE
        + " MB): until it is ready, and then one check repeated by "
        + Callers.COUNT
        + " callers, with DynamoDB Local in another process. Processor time of the server's process"
        + " with its compilers; "
        + ROUNDS
        + " starts of each in alternating order, median (minimum–maximum), ratios within a round. JVM"
        + " options: `"
        + String.join(" ", options)
        + "`, no limit of requests a minute (`--rate-limit`).\n\n"
        + table;
  }

  private static Stream<String> columns(IntFunction<String> cell) {
    return IntStream.range(0, 2 + CHECKS.length).mapToObj(cell);
  }
}
