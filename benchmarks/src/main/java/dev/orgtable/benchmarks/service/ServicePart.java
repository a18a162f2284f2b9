package dev.orgtable.benchmarks.service;

import dev.orgtable.Scope;
import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.Child;
import dev.orgtable.benchmarks.Markdown;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.Plot;
import dev.orgtable.benchmarks.Rounds;
import dev.orgtable.store.Orgtable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Measures the overhead of the server: each action over HTTP compared with the library alone, on
 * one engine, all in processes of their own.
 */
public final class ServicePart implements Part {

  private static final int ROUNDS = 5;

  /** The JVM options used for both; they can be overridden. */
  static final List<String> OPTIONS =
      List.of(
          System.getProperty(
                  "orgtable.bench.vm",
                  "-Xmx1g,-XX:+UseParallelGC,--enable-native-access=ALL-UNNAMED")
              .split(",", -1));

  /** One round of one action. */
  private record Round(Load.Took bare, Load.Took service, double server) {

    double rates() {
      return service.rate() / bare.rate();
    }

    double added(Action action) {
      return (server - bare.cpu()) / action.requests();
    }
  }

  @Override
  public String measure(Path plots, Path scratch) throws Exception {
    int invitees = Action.INVITE.warmUp() + ROUNDS * Action.INVITE.calls();
    try (Child engine = Child.program(OPTIONS, Engine.class)) {
      String endpoint = engine.after(Engine.READY);
      String key = fill(URI.create(endpoint), invitees);
      try (Child bare = Child.program(OPTIONS, Bare.class, endpoint);
          Child server = Child.program(OPTIONS, Served.class, endpoint);
          Http http = new Http(URI.create("http://127.0.0.1:" + server.after(Served.READY)), key)) {
        bare.after("ready");
        return report(measure(bare, server, http), plots);
      }
    }
  }

  private static String fill(URI endpoint, int invitees) {
    try (DynamoDbClient client = Acme.client(Apache5HttpClient.create(), endpoint)) {
      Orgtable orgtable = Orgtable.on(client, Acme.TABLE);
      World.fill(orgtable, Set.of(Bare.WAY, Http.WAY), invitees);
      return orgtable.apiKeys().create("bench", Set.of(Scope.values())).secret();
    }
  }

  private static Map<Action, List<Round>> measure(Child bare, Child server, Http http)
      throws Exception {
    Map<Action, List<Round>> rounds = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      bare.ask(action + " 0 " + action.warmUp());
      Load.run(http, action, 0, action.warmUp());
      List<Round> seen = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        int from = action.warmUp() + round * action.calls();
        Load.Took alone = Load.Took.of(bare.ask(action + " " + from + " " + action.calls()));
        double before = server.cpuMicros();
        Load.Took served = Load.run(http, action, from, action.calls());
        seen.add(new Round(alone, served, (server.cpuMicros() - before) / action.calls()));
      }
      rounds.put(action, seen);
      System.out.println(action.title() + ": " + of(seen, Round::rates).text(2));
    }
    return rounds;
  }

  private static Rounds of(List<Round> rounds, ToDoubleFunction<Round> value) {
    return Rounds.of(rounds.stream().map(value::applyAsDouble).toList());
  }

  private static String report(Map<Action, List<Round>> seen, Path plots) throws IOException {
    Markdown table =
        new Markdown(
            "action",
            "requests to DynamoDB, bare and service",
            "bare, a second",
            "service, a second",
            "service to bare",
            "p50 µs, bare and service",
            "p99 µs, bare and service",
            "CPU s a 1,000, bare and server",
            "added CPU µs a request");
    List<Plot.Bar> bars = new ArrayList<>();
    seen.forEach(
        (action, rounds) -> {
          Rounds ratio = of(rounds, Round::rates);
          table.row(
              action.title(),
              requests(rounds, Round::bare) + ", " + requests(rounds, Round::service),
              of(rounds, round -> round.bare().rate()).text(0),
              of(rounds, round -> round.service().rate()).text(0),
              ratio.text(2),
              pair(rounds, round -> round.bare().median(), round -> round.service().median(), 0),
              pair(rounds, round -> round.bare().slowest(), round -> round.service().slowest(), 0),
              pair(rounds, round -> round.bare().cpu() / 1e3, round -> round.server() / 1e3, 2),
              of(rounds, round -> round.added(action)).text(0));
          bars.add(ratio.bar(action.title()));
        });
    Plot.bars(plots.resolve("service.svg"), "Rate of the service to the bare loop", "", bars);
    return "## Server overhead\n\n"
        + "Each action over HTTP, compared with a bare loop that makes the same DynamoDB"
        + " requests with the library, and reports their costs; the server reads its API key once in"
        + " four seconds, and has no limit of requests a minute (`--rate-limit`). Engine, server, bare loop and load run in separate processes on one"
        + " machine, with "
        + Load.THREADS
        + " threads that make one call after the other. Median of "
        + ROUNDS
        + " interleaved rounds of 300 to 4,000 calls (minimum–maximum), after 1,500 to 40,000 to"
        + " warm up. Engine, server and bare loop run with `"
        + String.join(" ", OPTIONS)
        + "`, the server logs errors only; the load runs in the JVM of the"
        + " benchmarks, on the JDK's defaults unless ORGTABLE_JAVA_OPTIONS says otherwise."
        + " Processor time is that of the whole process; engine and load share the same "
        + Runtime.getRuntime().availableProcessors()
        + " processors, so the rates are lower than on separate machines. *Invite and accept* are"
        + " two HTTP requests. Each change is a transaction with an event, which this engine writes to"
        + " disk before it answers.\n\n"
        + table
        + "\n![Rate of the service to the bare loop](performance/service.svg)\n";
  }

  private static String pair(
      List<Round> rounds,
      ToDoubleFunction<Round> bare,
      ToDoubleFunction<Round> service,
      int digits) {
    return of(rounds, bare).text(digits) + ", " + of(rounds, service).text(digits);
  }

  private static String requests(List<Round> rounds, Function<Round, Load.Took> took) {
    return Markdown.number(of(rounds, round -> took.apply(round).requests()).median(), 1);
  }
}
