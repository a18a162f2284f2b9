package dev.orgtable.benchmarks.versions;

import dev.orgtable.benchmarks.Callers;
import dev.orgtable.benchmarks.Checkout;
import dev.orgtable.benchmarks.Child;
import dev.orgtable.benchmarks.Database;
import dev.orgtable.benchmarks.Markdown;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.Rounds;
import dev.orgtable.benchmarks.Turns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Measures the processor time that the server takes for a request, beside an earlier version of the
 * program. Run by hand, since that version must be built first.
 */
public final class VersionsPart implements Part {

  /** The environment variable that names the jar of the earlier version. */
  static final String VARIABLE = "ORGTABLE_BEFORE";

  private static final int ROUNDS = 10;
  private static final int WARM_CALLS = 60_000;
  private static final int WARM_UPS = 40;
  private static final Duration WINDOW = Duration.ofSeconds(3);
  private static final Duration LEAD_IN = Duration.ofMillis(500);
  private static final String BEFORE = "before";
  private static final String NOW = "now";

  private static final Map<String, Function<Version, Callers.Call>> WORK = new LinkedHashMap<>();

  static {
    WORK.put("check of a group", version -> version::check);
    WORK.put("first page of 50 of 101 members", version -> version::members);
    WORK.put("add a member to a group", version -> version::add);
  }

  private final Path before;

  /** A kind of work as one of the versions does it. */
  private record Lane(Version version, Callers callers) {

    double measure() throws Exception {
      callers.run(LEAD_IN, version::millis);
      return callers.run(WINDOW, version::millis).cpu();
    }
  }

  /**
   * Finds the earlier version.
   *
   * @throws IllegalArgumentException if the environment names none
   */
  public VersionsPart() {
    String jar = System.getenv(VARIABLE);
    if (jar == null || !Files.isRegularFile(Path.of(jar))) {
      throw new IllegalArgumentException(
          VARIABLE + " must name cli/target/orgtable.jar of a built checkout of another version");
    }
    this.before = Path.of(jar).toAbsolutePath();
  }

  @Override
  public String measure(Path plots, Path scratch) throws Exception {
    Path data = Files.createDirectory(scratch.resolve("engine"));
    try (Child engine = Child.program(Version.OPTIONS, Database.class, data.toString())) {
      String endpoint = engine.after(Database.READY);
      try (Version old = Version.start(BEFORE, before, endpoint, scratch);
          Version present =
              Version.start(NOW, Checkout.file("cli/target/orgtable.jar"), endpoint, scratch)) {
        Map<String, Map<String, List<Double>>> seen = new LinkedHashMap<>();
        for (Map.Entry<String, Function<Version, Callers.Call>> work : WORK.entrySet()) {
          seen.put(work.getKey(), measure(work.getKey(), List.of(old, present), work.getValue()));
        }
        return report(seen);
      }
    }
  }

  private static Map<String, List<Double>> measure(
      String name, List<Version> versions, Function<Version, Callers.Call> work) throws Exception {
    List<Lane> lanes =
        versions.stream().map(each -> new Lane(each, new Callers(work.apply(each)))).toList();
    for (Lane lane : lanes) {
      Callers.Took last =
          lane.callers().warmUp(WINDOW, WARM_CALLS, WARM_UPS, lane.version()::millis);
      System.out.println(name + ", " + lane.version().title() + ", warmed up: " + last);
    }
    Map<String, List<Double>> seen = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Lane lane : Turns.order(lanes, round)) {
        double millis = lane.measure();
        seen.computeIfAbsent(lane.version().title(), any -> new ArrayList<>()).add(millis);
        System.out.println(name + ", " + lane.version().title() + ": " + millis + " ms");
      }
    }
    return seen;
  }

  private static String report(Map<String, Map<String, List<Double>>> seen) {
    Markdown table = new Markdown("request", "before, ms", "now, ms", "now to before");
    seen.forEach(
        (work, rounds) -> {
          List<Double> old = rounds.getOrDefault(BEFORE, List.of());
          List<Double> present = rounds.getOrDefault(NOW, List.of());
          table.row(
              work,
              Rounds.of(old).text(2),
              Rounds.of(present).text(2),
              Rounds.ratio(present, old).text(2));
        });
    return "## Processor time of a request, before and now\n\n"
        + "The program of this checkout beside an earlier one (`"
        + VARIABLE
        + "`), each with a table of its own on one engine ("
        + Database.title()
        + ", in a process of its own); JVM options `"
        + String.join(" ", Version.OPTIONS)
        + "`. "
        + Callers.COUNT
        + " callers repeat one request, with an API key. Processor time of the whole process of the"
        + " server for each request, from `/proc`, with its compilers. Each kind of work is warmed up"
        + " for "
        + WARM_UPS * WINDOW.toSeconds()
        + " s, or less if it has made "
        + String.format(Locale.ROOT, "%,d", WARM_CALLS)
        + " requests and three windows are within 10 %; then "
        + ROUNDS
        + " rounds of "
        + WINDOW.toSeconds()
        + " s for each, in alternating order; median (minimum–maximum), ratios within a round. The present program"
        + " writes an event with each change, an earlier one may not.\n\n"
        + table;
  }
}
