package dev.orgtable.benchmarks.growth;

import dev.orgtable.benchmarks.Acme;
import dev.orgtable.benchmarks.Markdown;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.Plot;
import dev.orgtable.benchmarks.Rounds;
import dev.orgtable.benchmarks.Usage;
import dev.orgtable.embedded.LoopbackEndpoint;
import dev.orgtable.store.Cost;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Measures each read and write in tables of growing size, and what goes through all of a table. The
 * sizes are those of {@code orgtable.bench.members}, 10 to 100,000 unless said; there are a tenth
 * as many organisations.
 */
public final class GrowthPart implements Part {

  private static final int ROUNDS = 5;
  private static final int CALLS = 20;
  private static final int WARM_UP = 200;
  private static final int FEWEST_ORGANISATIONS = 10;
  private static final int MOST_ORGANISATIONS = 100_000;
  private static final int MOST_SCANNED = 10_000;
  private static final double NANOS_A_MILLI = 1e6;
  private static final double NANOS_A_MICRO = 1e3;

  private final List<Integer> sizes =
      Stream.of(System.getProperty("orgtable.bench.members", "10,1000,10000,100000").split(",", -1))
          .map(Integer::valueOf)
          .toList();

  @Override
  public String measure(Path plots, Path scratch) throws Exception {
    try (LoopbackEndpoint engine = LoopbackEndpoint.inMemory();
        DynamoDbClient client = Acme.client(Apache5HttpClient.create(), engine.uri())) {
      List<Town> towns = new ArrayList<>();
      for (int size : sizes) {
        int organisations = Math.min(Math.max(size / 10, FEWEST_ORGANISATIONS), MOST_ORGANISATIONS);
        towns.add(Town.build(client, table(size), size, organisations));
        System.out.println("a table of " + size + " members is written");
      }
      return flat(client, towns, plots) + listed(towns) + whole(engine.uri(), scratch);
    }
  }

  private static String table(int size) {
    return "members-" + size;
  }

  private static double millis(Runnable action, int calls) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      action.run();
    }
    return (System.nanoTime() - start) / NANOS_A_MILLI / calls;
  }

  private String flat(DynamoDbClient client, List<Town> towns, Path plots) throws IOException {
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
        + "Each table has an organisation of so many members and a user with a tenth as many"
        + " organisations (at least 10), all of them as the library writes them; engine and caller in"
        + " one process, on DynamoDB Local in memory. Milliseconds of one call, mean of "
        + CALLS
        + ", median of "
        + ROUNDS
        + " rounds in which the tables take turns (least–most), and the ratio of the same round."
        + " Requests, read and write units are told once where they are the same in all tables.\n\n"
        + table
        + "\n![Time in the largest to that in the smallest](performance/growth.svg)\n";
  }

  /** Returns, for each table, the rounds of one action. */
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

  private String costs(DynamoDbClient client, List<Town> towns, String action) {
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (int i = 0; i < towns.size(); i++) {
      Usage usage = new Usage();
      Orgtable counted =
          Orgtable.on(client, table(sizes.get(i)), Settings.DEFAULT.withCosts(usage));
      Cost cost = usage.of(of(towns.get(i).with(counted), action));
      String text =
          cost.requests()
              + ", "
              + Markdown.number(cost.readUnits(), 1)
              + ", "
              + Markdown.number(cost.writeUnits(), 1);
      seen.putIfAbsent(text, sizes.get(i));
    }
    return String.join(" – ", seen.keySet());
  }

  private static String listed(List<Town> towns) {
    Markdown table = new Markdown("members", "to list them all, µs a member");
    for (Town town : towns) {
      List<Double> rounds = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        int found = town.listAll();
        if (found != town.members()) {
          throw new IllegalStateException(found + " members of " + town.members());
        }
        rounds.add((System.nanoTime() - start) / NANOS_A_MICRO / found);
      }
      table.row(Markdown.number(town.members(), 0), Rounds.of(rounds).text(0));
    }
    return "\nPage by page, 200 a page, to the end:\n\n" + table;
  }

  /** Verifies and exports the smaller tables by the program, in a heap that does not grow. */
  private String whole(URI engine, Path scratch) throws IOException, InterruptedException {
    Markdown table =
        new Markdown("members", "verify, s", "export, s", "items", "export, µs an item");
    for (int size : sizes) {
      if (size >= 1_000 && size <= MOST_SCANNED) {
        Path file = scratch.resolve(table(size) + ".jsonl");
        double verified = program(engine, size, List.of("verify"));
        double exported = program(engine, size, List.of("export", file.toString()));
        double items;
        try (Stream<String> lines = Files.lines(file)) {
          items = (double) lines.count();
        }
        table.row(
            Markdown.number(size, 0),
            Markdown.number(verified, 1),
            Markdown.number(exported, 1),
            Markdown.number(items, 0),
            Markdown.number(exported * 1e6 / items, 0));
      }
    }
    return "\n`orgtable table verify` and `export`, from the start of the program to its end, each in a"
        + " heap of 64 MB; nothing was found wrong. A million items are in"
        + " [reliability.md](reliability.md).\n\n"
        + table;
  }

  private static double program(URI engine, int size, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                "cli/target/orgtable.jar",
                "table"));
    command.add(arguments.get(0));
    command.addAll(List.of("--table", table(size), "--endpoint", engine.toString()));
    command.addAll(List.of("--region", "us-east-1"));
    command.addAll(arguments.subList(1, arguments.size()));
    ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true);
    program.environment().put("AWS_ACCESS_KEY_ID", "key");
    program.environment().put("AWS_SECRET_ACCESS_KEY", "secret");
    long start = System.nanoTime();
    Process process = program.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + " said: " + said);
    }
    return (System.nanoTime() - start) / NANOS_A_MILLI / 1e3;
  }
}
