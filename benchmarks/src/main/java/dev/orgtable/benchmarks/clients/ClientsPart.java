package dev.orgtable.benchmarks.clients;

import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.Markdown;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.Plot;
import dev.orgtable.benchmarks.Rounds;
import dev.orgtable.embedded.LoopbackEndpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Measures one question over each HTTP client that the SDK can have, against an engine in another
 * process, and what it takes if each request brings its time limits.
 */
public final class ClientsPart implements Part {

  private static final int ROUNDS = 5;
  private static final List<Way> WAYS =
      List.of(
          new Way("Apache 5", "apache5", "client"),
          new Way("Apache 5, limits in each request", "apache5", "each"),
          new Way("URL connection", "url-connection", "client"));

  private record Way(String name, String http, String limits) {}

  /** What one process took: CPU µs, bytes, calls a second, and the 99th percentile in µs. */
  private record Took(double cpu, double bytes, double rate, double slowest) {}

  @Override
  public String measure(Path plots, Path scratch) throws Exception {
    Map<Way, List<Took>> seen = new HashMap<>();
    try (LoopbackEndpoint engine = LoopbackEndpoint.inMemory()) {
      Acme.fill(engine.uri());
      run(WAYS.get(0), engine.uri());
      for (int round = 0; round < ROUNDS; round++) {
        for (Way way : WAYS) {
          seen.computeIfAbsent(way, each -> new ArrayList<>()).add(run(way, engine.uri()));
        }
      }
    }
    return report(seen, plots);
  }

  private static Took run(Way way, URI engine) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Caller.class.getName(),
                engine.toString(),
                way.http(),
                way.limits())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader()) {
      List<String> lines = output.lines().toList();
      String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
      if (process.waitFor() != 0 || !last.startsWith("took ")) {
        throw new IllegalStateException(way + " said: " + lines);
      }
      double[] took =
          Stream.of(last.split(" ", -1)).skip(1).mapToDouble(Double::parseDouble).toArray();
      return new Took(took[0], took[1], took[2], took[3]);
    } finally {
      process.destroy();
    }
  }

  private static String report(Map<Way, List<Took>> seen, Path plots) throws IOException {
    Markdown table =
        new Markdown("HTTP client", "CPU µs", "to Apache 5", "bytes", "calls a second", "p99 µs");
    List<Plot.Bar> bars = new ArrayList<>();
    List<Double> first = cpu(seen, WAYS.get(0));
    for (Way way : WAYS) {
      List<Took> rounds = Objects.requireNonNull(seen.get(way));
      table.row(
          way.name(),
          Rounds.of(cpu(seen, way)).text(0),
          Rounds.ratio(cpu(seen, way), first).text(2),
          Markdown.number(Rounds.of(rounds.stream().map(Took::bytes).toList()).median(), 0),
          Rounds.of(rounds.stream().map(Took::rate).toList()).text(0),
          Rounds.of(rounds.stream().map(Took::slowest).toList()).text(0));
      bars.add(Rounds.of(cpu(seen, way)).bar(way.name()));
    }
    Plot.bars(plots.resolve("clients.svg"), "Processor time of a membership check", "µs", bars);
    return "## The HTTP client\n\n"
        + "One membership check, from two threads, over each HTTP client below the SDK, against an"
        + " engine in another process on the same machine: processor time of the whole process and"
        + " memory of the calling threads for each call. A fresh JVM, 6,000 calls to warm up and"
        + " 6,000 counted; median of "
        + ROUNDS
        + " interleaved rounds (least–most), ratios of the same round.\n\n"
        + table
        + "\n![Processor time of a membership check](performance/clients.svg)\n";
  }

  private static List<Double> cpu(Map<Way, List<Took>> seen, Way way) {
    return Objects.requireNonNull(seen.get(way)).stream().map(Took::cpu).toList();
  }
}
