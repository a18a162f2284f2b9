package dev.orgtable.benchmarks.library;

import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.Markdown;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.Plot;
import dev.orgtable.benchmarks.Rounds;
import dev.orgtable.embedded.LoopbackEndpoint;
import dev.orgtable.store.Orgtable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Measures the library's own time and memory over a transport that responds immediately, compared
 * with hand-written requests and the SDK's Enhanced Client.
 */
public final class LibraryPart implements Part {

  private static final int ROUNDS = 9;
  private static final int WARM_UP = 10;
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final List<String> OPERATIONS =
      List.of("get", "check", "checkFromMemory", "addToGroups", "invite", "details");

  private final Map<String, List<Double>> cpu = new HashMap<>();
  private final Map<String, List<Double>> bytes = new HashMap<>();

  @Override
  public String measure(Path plots, Path scratch) throws IOException, RunnerException {
    Path recorded = Files.createDirectory(scratch.resolve("recorded"));
    record(recorded);
    for (String operation : OPERATIONS) {
      int turn = 0;
      for (IterationResult iteration : run(recorded, operation)) {
        String name = operation + " " + LibraryBenchmark.WAYS.get(turn);
        add(cpu, name, iteration, CpuProfiler.CPU);
        add(bytes, name, iteration, ALLOCATED);
        turn = (turn + 1) % LibraryBenchmark.WAYS.size();
      }
      System.out.println(operation + ": " + ratio(cpu, operation, "hand").text(2));
    }
    return report(plots);
  }

  /**
   * Records the engine's responses to each operation, in a directory for each; with those to the
   * first read of the settings, which is repeated every 30 seconds.
   */
  static void record(Path recorded) throws IOException {
    try (LoopbackEndpoint engine = LoopbackEndpoint.inMemory()) {
      Recording recording = new Recording(UrlConnectionHttpClient.create());
      try (DynamoDbClient client = Acme.client(recording, engine.uri())) {
        People.prepare(Orgtable.on(client, People.TABLE));
        recording.into(recorded.resolve("get"), new Ours(client)::get);
        recording.into(recorded.resolve("check"), new Ours(client)::check);
        recording.into(recorded.resolve("checkFromMemory"), new Ours(client)::check);
        recording.into(recorded.resolve("addToGroups"), new Ours(client)::addToGroups);
        recording.into(recorded.resolve("details"), new Ours(client)::details);
        recording.into(recorded.resolve("invite"), new Ours(client)::invite);
      }
    }
  }

  /** Runs an operation in all ways, alternating. */
  private static Collection<IterationResult> run(Path recorded, String operation)
      throws RunnerException {
    int ways = LibraryBenchmark.WAYS.size();
    return new Runner(
            new OptionsBuilder()
                .include(LibraryBenchmark.class.getName())
                .param("operation", operation)
                .forks(1)
                .warmupIterations(WARM_UP * ways)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(ROUNDS * ways)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .jvmArgs(
                    "-Xms512m",
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-D" + LibraryBenchmark.RECORDED + "=" + recorded)
                .verbosity(VerboseMode.SILENT)
                .build())
        .runSingle()
        .getBenchmarkResults()
        .iterator()
        .next()
        .getIterationResults();
  }

  private static void add(
      Map<String, List<Double>> to, String name, IterationResult iteration, String secondary) {
    var results = iteration.getSecondaryResults();
    String found =
        results.keySet().stream()
            .filter(each -> each.endsWith(secondary))
            .findFirst()
            .orElseThrow();
    double value = Objects.requireNonNull(results.get(found)).getScore();
    to.computeIfAbsent(name, each -> new ArrayList<>()).add(value);
  }

  private static List<Double> of(Map<String, List<Double>> values, String operation, String way) {
    return Objects.requireNonNull(values.get(operation + " " + way));
  }

  /** Returns the ratios of this library to another way, by round. */
  private static Rounds ratio(Map<String, List<Double>> values, String operation, String way) {
    return Rounds.ratio(of(values, operation, "ours"), of(values, operation, way));
  }

  private String report(Path plots) throws IOException {
    Markdown table =
        new Markdown("operation", "way", "CPU µs", "bytes allocated", "ours to this: CPU", "bytes");
    List<Plot.Bar> bars = new ArrayList<>();
    for (String operation : OPERATIONS) {
      for (String way : LibraryBenchmark.WAYS) {
        List<Double> micros = of(cpu, operation, way);
        List<Double> allocated = of(bytes, operation, way);
        boolean ours = way.equals("ours");
        table.row(
            operation,
            way,
            Rounds.of(micros).text(2),
            Markdown.number(Math.rint(Rounds.of(allocated).median()), 0),
            ours ? "" : ratio(cpu, operation, way).text(3),
            ours ? "" : ratio(bytes, operation, way).text(3));
        bars.add(Rounds.of(micros).bar(operation + ", " + way));
      }
    }
    Plot.bars(plots.resolve("library.svg"), "Processor time of an operation", "µs", bars);
    return "## Library overhead\n\n"
        + "Processor time and memory of one operation over a transport that immediately"
        + " returns recorded responses: neither network nor engine is measured. *hand*: the"
        + " same requests, with the event of each change, on the SDK's low-level client, results"
        + " parsed into complete"
        + " records, as ours are, even where a check needs one group; *enhanced*: by its"
        + " Enhanced Client. *checkFromMemory*: a check with a bound of staleness that the library"
        + " answers from memory, beside one that the other ways read. Processor time is that of the calling thread, excluding"
        + " compilers, collector and the SDK's timers. Median of "
        + ROUNDS
        + " rounds (minimum–maximum), one JVM per operation, in which the ways alternate in turns"
        + " of a second after a warm-up of "
        + WARM_UP
        + " each; ratios are within a round.\n\n"
        + table
        + "\n![Processor time of an operation](performance/library.svg)\n";
  }
}
