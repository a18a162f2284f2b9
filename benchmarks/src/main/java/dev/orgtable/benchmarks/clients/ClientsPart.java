package dev.orgtable.benchmarks.clients;

import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.Child;
import dev.orgtable.benchmarks.Markdown;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.Plot;
import dev.orgtable.benchmarks.Rounds;
import dev.orgtable.embedded.LoopbackEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Compares a membership check over each HTTP client of the SDK, with an engine in another process,
 * and the overhead of time limits per request. The system property {@code orgtable.bench.calls}
 * sets the calls per turn; default: 6,000.
 */
public final class ClientsPart implements Part {

  private static final int WARM_UP = 7;
  private static final int ROUNDS = 9;
  private static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");

  private final int calls = Integer.getInteger("orgtable.bench.calls", 6_000);

  @Override
  public String measure(Path plots, Path scratch) throws Exception {
    try (LoopbackEndpoint engine = LoopbackEndpoint.inMemory()) {
      Acme.fill(engine.uri());
      return report(run(engine.uri()), plots);
    }
  }

  private Map<Way, List<Took>> run(URI engine) throws IOException {
    Map<Way, List<Took>> seen = new EnumMap<>(Way.class);
    int turns = WARM_UP + ROUNDS;
    try (Child caller =
        Child.program(
            OPTIONS,
            Caller.class,
            engine.toString(),
            Integer.toString(turns),
            Integer.toString(calls))) {
      for (int turn = 0; turn < turns; turn++) {
        for (Way way : Way.values()) {
          Took took = Took.of(caller.after(Caller.TOOK));
          if (turn >= WARM_UP) {
            seen.computeIfAbsent(way, each -> new ArrayList<>()).add(took);
          }
        }
      }
    }
    return seen;
  }

  private String report(Map<Way, List<Took>> seen, Path plots) throws IOException {
    Markdown table =
        new Markdown(
            "HTTP client",
            "CPU µs of the thread",
            "to Apache 5",
            "CPU µs of the process",
            "bytes",
            "calls a second",
            "p99 µs");
    List<Plot.Bar> bars = new ArrayList<>();
    List<Double> first = all(seen, Way.APACHE5, Took::cpu);
    for (Way way : Way.values()) {
      List<Double> cpu = all(seen, way, Took::cpu);
      table.row(
          way.title(),
          Rounds.of(cpu).text(0),
          Rounds.ratio(cpu, first).text(2),
          Rounds.of(all(seen, way, Took::process)).text(0),
          Rounds.of(all(seen, way, Took::bytes)).text(0),
          Rounds.of(all(seen, way, Took::rate)).text(0),
          Rounds.of(all(seen, way, Took::slowest)).text(0));
      bars.add(Rounds.of(cpu).bar(way.title()));
    }
    Plot.bars(plots.resolve("clients.svg"), "Processor time of a membership check", "µs", bars);
    return "## HTTP client\n\n"
        + "One membership check, from "
        + Caller.THREADS
        + " threads, over each HTTP client of the SDK, with the engine in another process on the"
        + " same machine. Per call: processor time of the calling threads, which excludes"
        + " compilers, collector and the SDK's timers; that of the whole process, which includes"
        + " them; memory allocated by the calling threads. *Limits in each request*: a new"
        + " configuration with two time limits per request; otherwise the client has them. One JVM"
        + " (`"
        + String.join(" ", OPTIONS)
        + "`), in which the clients alternate in turns of "
        + Markdown.number(calls, 0)
        + " calls: "
        + WARM_UP
        + " turns each to warm up, then "
        + ROUNDS
        + " that are measured; median (minimum–maximum), ratios within a round.\n\n"
        + table
        + "\n![Processor time of a membership check](performance/clients.svg)\n";
  }

  private static List<Double> all(
      Map<Way, List<Took>> seen, Way way, ToDoubleFunction<Took> value) {
    return Objects.requireNonNull(seen.get(way)).stream().map(value::applyAsDouble).toList();
  }
}
