package dev.orgtable.benchmarks.service;

import dev.orgtable.Check;
import dev.orgtable.Group;
import dev.orgtable.Scope;
import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.Callers;
import dev.orgtable.benchmarks.Child;
import dev.orgtable.benchmarks.Markdown;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.Rounds;
import dev.orgtable.benchmarks.Turns;
import dev.orgtable.benchmarks.Wire;
import dev.orgtable.store.Orgtable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Measures a check that is answered from memory, over HTTP, beside a constant answer. */
public final class CachedPart implements Part {

  private static final int ROUNDS = 10;
  private static final int WARM_UPS = 15;
  private static final Duration WINDOW = Duration.ofSeconds(3);

  /** What is asked. */
  private enum Way {
    CONSTANT("constant answer", Constant.PATH),
    MEMORY("check from memory", CHECK + "&maxStaleness=PT1M"),
    TABLE("check from the table", CHECK);

    private final String title;
    private final String path;

    Way(String title, String path) {
      this.title = title;
      this.path = path;
    }
  }

  /** One way with its callers and its rounds. */
  private record Lane(Way way, Callers callers, List<Callers.Took> seen) {

    List<Double> values(ToDoubleFunction<Callers.Took> value) {
      return seen.stream().map(value::applyAsDouble).toList();
    }
  }

  static final String CHECK =
      "/v1/check?user=" + World.member(0) + "&organisation=" + World.ACME + "&group=staff";
  private static final String ALLOWED = "\"allowed\":true";

  @Override
  public String measure(Path plots, Path scratch) throws Exception {
    try (Child engine = Child.program(ServicePart.OPTIONS, Engine.class)) {
      String endpoint = engine.after(Engine.READY);
      String key = fill(URI.create(endpoint));
      try (Child server =
              Child.program(
                  ServicePart.OPTIONS,
                  Served.class,
                  endpoint,
                  "spring.main.sources=" + Constant.class.getName());
          Wire wire = new Wire(URI.create("http://127.0.0.1:" + server.after(Served.READY)))) {
        return report(measure(server, wire, key));
      }
    }
  }

  static String fill(URI endpoint) {
    try (DynamoDbClient client = Acme.client(Apache5HttpClient.create(), endpoint)) {
      Orgtable orgtable = Orgtable.on(client, Acme.TABLE);
      World.fill(orgtable, Set.of(), 0);
      Check check = Check.inGroup(World.member(0), World.ACME, Group.of("staff"));
      if (!orgtable.memberships().check(check).allowed()) {
        throw new IllegalStateException("the member is not in the group");
      }
      return orgtable.apiKeys().create("bench", Set.of(Scope.values())).secret();
    }
  }

  private static List<Lane> measure(Child server, Wire wire, String key) throws Exception {
    List<Lane> lanes =
        Stream.of(Way.values())
            .map(
                way ->
                    new Lane(way, new Callers(any -> call(wire, key, way.path)), new ArrayList<>()))
            .toList();
    for (Lane lane : lanes) {
      lane.callers().warmUp(WINDOW, 0, WARM_UPS, server::cpuMillisOfTree);
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Lane lane : Turns.order(lanes, round)) {
        Callers.Took took = lane.callers().run(WINDOW, server::cpuMillisOfTree);
        lane.seen().add(took);
        System.out.println(lane.way().title + ": " + took);
      }
    }
    return lanes;
  }

  /** Asks for a check that must be allowed. */
  static void call(Wire wire, String key, String path) throws IOException {
    String body =
        wire.send(wire.request("GET", path).addHeader("Authorization", "Bearer " + key)).body();
    if (!body.contains(ALLOWED)) {
      throw new IllegalStateException(path + " was answered with " + body);
    }
  }

  private static String report(List<Lane> lanes) {
    Markdown table =
        new Markdown(
            "answer",
            "a second",
            "CPU µs of the server",
            "CPU to constant",
            "constant's rate to it");
    Lane constant = lanes.get(0);
    for (Lane lane : lanes) {
      table.row(
          lane.way().title,
          Rounds.of(lane.values(Callers.Took::rate)).text(0),
          Rounds.of(lane.values(took -> took.cpu() * 1e3)).text(0),
          Rounds.ratio(lane.values(Callers.Took::cpu), constant.values(Callers.Took::cpu)).text(2),
          Rounds.ratio(constant.values(Callers.Took::rate), lane.values(Callers.Took::rate))
              .text(2));
    }
    return "## Checks from memory over HTTP\n\n"
        + "`GET /v1/check` with `maxStaleness`, answered from memory, beside an answer of the same"
        + " server that is constant: behind the same filters, API key and rights, through the same"
        + " router and writer of JSON, with no parameters to read and nothing to look up. The goal is"
        + " a ratio of at most 1.5. The check from the table makes one request to DynamoDB Local, in"
        + " a process of its own. "
        + Callers.COUNT
        + " callers make one call after the other, on the same machine; "
        + ROUNDS
        + " rounds of "
        + WINDOW.toSeconds()
        + " s for each, in an order that changes with each round, after warming up; median"
        + " (minimum–maximum), ratios within a round. JVM options of the server: `"
        + String.join(" ", ServicePart.OPTIONS)
        + "`, no limit of requests a minute (`--rate-limit`).\n\n"
        + table;
  }
}
