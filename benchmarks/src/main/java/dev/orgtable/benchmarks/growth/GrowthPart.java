package dev.orgtable.benchmarks.growth;

import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.InMemory;
import dev.orgtable.benchmarks.Markdown;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.Plot;
import dev.orgtable.benchmarks.Rounds;
import dev.orgtable.benchmarks.Usage;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Measures reads and writes in tables of growing size, and scans of whole tables. The system
 * property {@code orgtable.bench.members} sets the sizes, 10 to 100,000 by default; there are a
 * tenth as many organisations. The environment variable {@code ORGTABLE_ENGINE} chooses the engine.
 */
public final class GrowthPart implements Part {

  private static final int ROUNDS = 5;
  private static final int CALLS = 20;
  private static final int WARM_UP = 200;
  private static final String SIZES = "orgtable.bench.members";
  private static final int FEWEST_MEMBERS = 10;
  private static final int FEWEST_ORGANISATIONS = 10;
  private static final int MOST_ORGANISATIONS = 100_000;
  private static final double NANOS_A_MILLI = 1e6;
  private static final double NANOS_A_MICRO = 1e3;

  private final List<Integer> sizes = sizes(System.getProperty(SIZES, "10,1000,10000,100000"));

  /**
   * Parses the sizes.
   *
   * @throws IllegalArgumentException if they are not ascending numbers from 10 upwards
   */
  static List<Integer> sizes(String text) {
    IllegalArgumentException fault =
        new IllegalArgumentException(
            "-D"
                + SIZES
                + "="
                + text
                + ": must be ascending numbers from 10 upwards, such as 10,1000");
    List<Integer> sizes;
    try {
      sizes = Stream.of(text.split(",", -1)).map(Integer::valueOf).toList();
    } catch (NumberFormatException e) {
      fault.addSuppressed(e);
      throw fault;
    }
    int last = FEWEST_MEMBERS - 1;
    for (int size : sizes) {
      if (size <= last) {
        throw fault;
      }
      last = size;
    }
    return sizes;
  }

  @Override
  public String measure(Path plots, Path scratch) throws Exception {
    try (InMemory engine = InMemory.start();
        DynamoDbClient client = Acme.client(Apache5HttpClient.create(), engine.uri())) {
      List<Town> towns = new ArrayList<>();
      for (int size : sizes) {
        int organisations = Math.min(Math.max(size / 10, FEWEST_ORGANISATIONS), MOST_ORGANISATIONS);
        towns.add(Town.build(client, Town.table(size), size, organisations));
        System.out.println("a table of " + size + " members is written");
      }
      return flat(client, engine.title(), towns, plots)
          + listed(client, towns)
          + new Whole(engine.uri(), scratch).report(sizes);
    }
  }

  private static double millis(Runnable action, int calls) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      action.run();
    }
    return (System.nanoTime() - start) / NANOS_A_MILLI / calls;
  }

  private String flat(DynamoDbClient client, String engine, List<Town> towns, Path plots)
      throws IOException {
    List<String> heads = new ArrayList<>(List.of("action", "requests, R, W"));
    sizes.forEach(size -> heads.add(Markdown.number(size, 0) + " members, ms"));
    heads.add("largest to smallest");
    Markdown table = new Markdown(heads.toArray(String[]::new));
    List<Plot.Bar> bars = new ArrayList<>();
    for (String action : towns.get(0).actions().keySet()) {
      List<List<Double>> rounds = time(towns, action);
      Rounds ratio = Rounds.ratio(rounds.get(rounds.size() - 1), rounds.get(0));
      List<Object> cells = new ArrayList<>(List.of(action, costs(client, towns, action)));
      rounds.forEach(each -> cells.add(Rounds.of(each).text(1)));
      cells.add(ratio.text(2));
      table.row(cells.toArray());
      bars.add(ratio.bar(action));
      System.out.println(action + ": " + ratio.text(2));
    }
    Plot.bars(plots.resolve("growth.svg"), "Time in the largest to that in the smallest", "", bars);
    return "## Growth\n\n"
        + "Each table has an organisation with the given number of members and a user with a"
        + " tenth as many organisations (at least 10), as written by the library; on "
        + engine
        + ". Milliseconds per call, mean of "
        + CALLS
        + ", median of "
        + ROUNDS
        + " rounds that alternate between the tables (minimum–maximum), and the ratio within a"
        + " round. After "
        + WARM_UP / towns.size()
        + " calls in each table to warm up. Requests, read and write units are shown once if they"
        + " are the same in all tables, otherwise for the smallest and the largest; write units"
        + " exclude index entries written by transactions, 1 W each, which DynamoDB Local does not"
        + " report.\n\n"
        + table
        + "\n![Time in the largest to that in the smallest](performance/growth.svg)\n";
  }

  /** Returns the rounds of one action, for each table. */
  private static List<List<Double>> time(List<Town> towns, String action) {
    List<List<Double>> rounds = new ArrayList<>();
    for (Town town : towns) {
      millis(of(town, action), WARM_UP / towns.size());
      rounds.add(new ArrayList<>());
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < towns.size(); i++) {
        rounds.get(i).add(millis(of(towns.get(i), action), CALLS));
      }
    }
    return rounds;
  }

  private static Runnable of(Town town, String action) {
    return Objects.requireNonNull(town.actions().get(action));
  }

  private static Cost cost(DynamoDbClient client, Town town, Consumer<Town> call) {
    Usage usage = new Usage();
    Orgtable counted =
        Orgtable.on(client, Town.table(town.members()), Settings.DEFAULT.withCosts(usage));
    return usage.of(() -> call.accept(town.with(counted)));
  }

  private static String costs(DynamoDbClient client, List<Town> towns, String action) {
    List<String> costs = new ArrayList<>();
    for (Town town : towns) {
      Cost cost = cost(client, town, counted -> of(counted, action).run());
      costs.add(
          cost.requests()
              + ", "
              + Markdown.number(cost.readUnits(), 1)
              + ", "
              + Markdown.number(cost.writeUnits(), 1));
    }
    return costs.stream().distinct().count() == 1
        ? costs.get(0)
        : costs.get(0) + " – " + costs.get(costs.size() - 1);
  }

  private static String listed(DynamoDbClient client, List<Town> towns) {
    Markdown table =
        new Markdown(
            "members", "requests", "R", "complete listing, µs per member", "by the SDK alone");
    for (Town town : towns) {
      Cost cost = cost(client, town, Town::listAll);
      table.row(
          Markdown.number(town.members(), 0),
          Markdown.number(cost.requests(), 0),
          Markdown.number(cost.readUnits(), 1),
          micros(town, town::listAll).text(0),
          micros(town, () -> town.queryAll(client, Town.table(town.members()))).text(0));
    }
    return "\nPage by page, 200 a page, to the end: median of "
        + ROUNDS
        + " rounds (minimum–maximum), one table after the other. *By the SDK alone*: the queries"
        + " for the same pages, without the library, which also reads tombstones and parses the"
        + " records.\n\n"
        + table;
  }

  private static Rounds micros(Town town, IntSupplier list) {
    List<Double> rounds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      int found = list.getAsInt();
      if (found != town.members()) {
        throw new IllegalStateException(found + " members of " + town.members());
      }
      rounds.add((System.nanoTime() - start) / NANOS_A_MICRO / found);
    }
    return Rounds.of(rounds);
  }
}
