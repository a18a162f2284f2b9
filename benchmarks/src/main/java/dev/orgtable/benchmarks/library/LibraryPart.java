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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Measures the library's own time and memory: over a transport that answers at once, beside the
 * same requests by hand and by the SDK's Enhanced Client.
 */
public final class LibraryPart implements Part {

  private static final int ROUNDS = 5;
  private static final int WARM_UP = 4;
  private static final int WARM_UP_OF_MORE = 8;
  private static final int MEASURED = 2;
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final List<String> OPERATIONS =
      List.of("get", "check", "addToGroups", "invite", "details");
  private static final List<String> WAYS = List.of("ours", "hand", "enhanced");

  private final Map<String, List<Double>> cpu = new HashMap<>();
  private final Map<String, List<Double>> bytes = new HashMap<>();

  @Override
  public String measure(Path plots, Path scratch) throws IOException, RunnerException {
    Path recorded = Files.createDirectory(scratch.resolve("recorded"));
    record(recorded);
    for (int round = 0; round < ROUNDS; round++) {
      System.out.println("round " + (round + 1) + " of " + ROUNDS);
      for (String operation : OPERATIONS) {
        for (RunResult run : run(recorded, operation)) {
          String name = operation + " " + run.getParams().getParam("way");
          add(cpu, name, run, CpuProfiler.CPU);
          add(bytes, name, run, ALLOCATED);
        }
      }
    }
    return report(plots);
  }

  private static void record(Path recorded) throws IOException {
    try (LoopbackEndpoint engine = LoopbackEndpoint.inMemory()) {
      Recording recording = new Recording(UrlConnectionHttpClient.create());
      try (DynamoDbClient client = Acme.client(recording, engine.uri())) {
        People.prepare(Orgtable.on(client, People.TABLE));
        Calls calls = new Ours(client);
        recording.into(recorded.resolve("get"), calls::get);
        recording.into(recorded.resolve("check"), calls::check);
        recording.into(recorded.resolve("addToGroups"), calls::addToGroups);
        recording.into(recorded.resolve("details"), calls::details);
        recording.into(recorded.resolve("invite"), calls::invite);
      }
    }
  }

  /** Runs an operation in all ways; the one that is of two requests takes longer to be compiled. */
  private static Iterable<RunResult> run(Path recorded, String operation) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(LibraryBenchmark.class.getName())
                .param("operation", operation)
                .forks(1)
                .warmupIterations(operation.equals("invite") ? WARM_UP_OF_MORE : WARM_UP)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(MEASURED)
                .measurementTime(TimeValue.milliseconds(500))
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .jvmArgs(
                    "-Xms512m",
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-D" + LibraryBenchmark.RECORDED + "=" + recorded)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }

  private static void add(
      Map<String, List<Double>> to, String name, RunResult run, String secondary) {
    var results = run.getSecondaryResults();
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

  private String report(Path plots) throws IOException {
    Markdown table =
        new Markdown("operation", "way", "CPU µs", "bytes allocated", "ours to this: CPU", "bytes");
    List<Plot.Bar> bars = new ArrayList<>();
    for (String operation : OPERATIONS) {
      for (String way : WAYS) {
        List<Double> micros = of(cpu, operation, way);
        List<Double> allocated = of(bytes, operation, way);
        boolean ours = way.equals("ours");
        table.row(
            operation,
            way,
            Rounds.of(micros).text(1),
            Markdown.number(Math.rint(Rounds.of(allocated).median()), 0),
            ours ? "" : Rounds.ratio(of(cpu, operation, "ours"), micros).text(2),
            ours ? "" : Rounds.ratio(of(bytes, operation, "ours"), allocated).text(2));
        bars.add(Rounds.of(micros).bar(operation + ", " + way));
      }
    }
    Plot.bars(plots.resolve("library.svg"), "Processor time of an operation", "µs", bars);
    return "## The library's own time\n\n"
        + "Processor time and memory of one operation over a transport that answers at once with"
        + " what an engine answered before: no network and no engine is measured. *hand*: the same"
        + " requests on the SDK's low-level client; *enhanced*: by its Enhanced Client. Processor time"
        + " is that of the calling thread, without compilers, collector and the SDK's timers. Median of "
        + ROUNDS
        + " rounds, a fresh JVM for each figure in each round (least–most); ratios are of the same"
        + " round.\n\n"
        + table
        + "\n![Processor time of an operation](performance/library.svg)\n";
  }
}
