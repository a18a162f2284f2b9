package dev.orgtable.benchmarks.latency;

import static java.util.stream.Collectors.joining;

import dev.orgtable.Scope;
import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.Child;
import dev.orgtable.benchmarks.Markdown;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.Plot;
import dev.orgtable.benchmarks.Rounds;
import dev.orgtable.benchmarks.service.Served;
import dev.orgtable.store.Orgtable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Measures membership checks over HTTP behind an engine whose answers take as long as on a network,
 * for more callers than the server has threads.
 */
public final class LatencyPart implements Part {

  private static final int ROUNDS = 3;

  /** Checks that all callers together ask for in a second; 0: as many as they get answers to. */
  private static final List<Integer> RATES = List.of(500, 1_500, 0);

  private static final List<Integer> CONNECTIONS = List.of(64, 256, 1_000);
  private static final List<Delay> DELAYS =
      List.of(
          new Delay("5 ms", 5, 0, 0),
          new Delay("5 ms, 1 % 100 ms", 5, 100, 100),
          new Delay("100 ms", 100, 0, 0));
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration BEFORE = Duration.ofSeconds(1);
  private static final Duration MEASURED = Duration.ofSeconds(2);

  /** The JVM options of the server; they can be overridden. */
  private static final List<String> OPTIONS =
      List.of(System.getProperty("orgtable.bench.vm", "-Xmx1g,-XX:+UseParallelGC").split(",", -1));

  private static final List<String> OF_ENGINE =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");

  /** What is asked of the server. */
  private record Row(Delay delay, int connections, int rate) {

    String title() {
      return delay.title() + ", " + connections + (rate == 0 ? ", all" : ", " + rate + "/s");
    }
  }

  /**
   * One round of one row.
   *
   * @param engine the median time of the engine, in ms
   * @param cpu processor time of the server per check, in ms
   */
  private record Round(
      Load.Seen seen, double engine, double cpu, int threads, int engineConnections) {

    double added() {
      return seen.median() - engine;
    }
  }

  @Override
  public String measure(Path plots, Path scratch) throws Exception {
    try (Child engine = Child.program(OF_ENGINE, DistantEngine.class)) {
      String key = fill(URI.create(engine.after(DistantEngine.ENGINE)));
      String endpoint = engine.after(DistantEngine.READY);
      try (Child server = Child.program(OPTIONS, Served.class, endpoint)) {
        URI address = URI.create("http://127.0.0.1:" + server.after(Served.READY));
        return report(measure(engine, server, address, request(address, key)), plots);
      }
    }
  }

  private static String fill(URI engine) {
    Acme.fill(engine);
    try (DynamoDbClient client = Acme.client(UrlConnectionHttpClient.create(), engine)) {
      return Orgtable.on(client, Acme.TABLE).apiKeys().create("bench", Set.of(Scope.READ)).secret();
    }
  }

  private static byte[] request(URI server, String key) {
    return Loop.bytes(
        "GET /v1/check?user=ann%40example.com&organisation=acme HTTP/1.1\r\nHost: "
            + server.getAuthority()
            + "\r\nAuthorization: Bearer "
            + key
            + "\r\n\r\n");
  }

  private static Map<Row, List<Round>> measure(
      Child engine, Child server, URI address, byte[] request) throws IOException {
    engine.ask(DELAYS.get(0).line());
    try (Load load = new Load(address, request, CONNECTIONS.get(0), 0)) {
      load.run(WARM_UP, Duration.ofSeconds(1));
    }
    Map<Row, List<Round>> rounds = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Delay delay : DELAYS) {
        for (int connections : CONNECTIONS) {
          for (int rate : RATES) {
            Row row = new Row(delay, connections, rate);
            Round took = round(row, engine, server, address, request);
            rounds.computeIfAbsent(row, any -> new ArrayList<>()).add(took);
            System.out.println(row.title() + ": " + took);
          }
        }
      }
    }
    return rounds;
  }

  private static Round round(Row row, Child engine, Child server, URI address, byte[] request)
      throws IOException {
    try (Load load = new Load(address, request, row.connections(), row.rate())) {
      load.run(BEFORE, Duration.ZERO);
      engine.ask(row.delay().line());
      server.ask("");
      double before = server.cpuMicros();
      Load.Seen seen = load.run(Duration.ZERO, MEASURED);
      double millis = (server.cpuMicros() - before) / 1e3;
      String[] answer = engine.ask(row.delay().line()).split(" ", -1);
      return new Round(
          seen,
          Double.parseDouble(answer[1]),
          millis / (seen.rate() * MEASURED.toMillis() / 1e3),
          Integer.parseInt(server.ask("")),
          Integer.parseInt(answer[0]));
    }
  }

  private static String report(Map<Row, List<Round>> seen, Path plots) throws IOException {
    Markdown table =
        new Markdown(
            "engine",
            "connections",
            "asked a second",
            "answered a second",
            "p50 ms",
            "p99 ms",
            "p50 beyond the engine's, ms",
            "CPU ms of the server, a check",
            "threads",
            "connections to the engine");
    List<Plot.Bar> bars = new ArrayList<>();
    seen.forEach(
        (row, rounds) -> {
          table.row(
              row.delay().title(),
              row.connections(),
              row.rate() == 0 ? "all" : row.rate(),
              of(rounds, round -> round.seen().rate()).text(0),
              of(rounds, round -> round.seen().median()).text(1),
              of(rounds, round -> round.seen().slowest()).text(1),
              row.rate() == 0 ? "" : of(rounds, Round::added).text(1),
              of(rounds, Round::cpu).text(2),
              Markdown.number(of(rounds, Round::threads).median(), 0),
              Markdown.number(of(rounds, Round::engineConnections).median(), 0));
          if (row.rate() == 0) {
            bars.add(of(rounds, round -> round.seen().rate()).bar(row.title()));
          }
        });
    Plot.bars(plots.resolve("latency.svg"), "Checks a second", "", bars);
    return "## Latency of the engine\n\n"
        + "`GET /v1/check` by API key, while the engine takes as long to answer as one on a network:"
        + " 5 ms, one request of 100 takes 100 ms, or all do, as in a slow minute. The engine is"
        + " DynamoDB Local behind a proxy, which delays the answers, and gives those to reads that"
        + " it has seen from memory, so that they take next to nothing of the "
        + Runtime.getRuntime().availableProcessors()
        + " processors, which engine, server (`"
        + String.join(" ", OPTIONS)
        + "`) and load share. Callers keep a connection each. Together they ask "
        + RATES.stream()
            .filter(rate -> rate > 0)
            .map(rate -> Markdown.number(rate, 0))
            .collect(joining(" or "))
        + " times a second, or as often as they get answers (*all*). Median of "
        + ROUNDS
        + " rounds of "
        + MEASURED.toSeconds()
        + " s (minimum–maximum), after "
        + WARM_UP.toSeconds()
        + " s to warm up; in the second after a stall, callers catch up, so that more are answered"
        + " than asked. 64 callers cannot ask more than 640 times a second where an answer takes 100"
        + " ms: there, what they wait for is their own turn, which counts. *Threads*: of the whole server, which has no limit of requests a minute"
        + " (`--rate-limit`).\n\n"
        + table
        + "\n![Checks a second](performance/latency.svg)\n";
  }

  private static Rounds of(List<Round> rounds, ToDoubleFunction<Round> value) {
    return Rounds.of(rounds.stream().map(value::applyAsDouble).toList());
  }
}
