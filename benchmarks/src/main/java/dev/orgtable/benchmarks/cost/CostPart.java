package dev.orgtable.benchmarks.cost;

import static dev.orgtable.benchmarks.Markdown.number;

import dev.orgtable.benchmarks.Markdown;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.Plot;
import dev.orgtable.benchmarks.Usage;
import dev.orgtable.embedded.EmbeddedDynamoDb;
import dev.orgtable.store.Cost;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Measures requests and units by real calls, and computes what they make a month. */
public final class CostPart implements Part {

  private static final long SEED = 2026;
  private static final int REQUESTS = 20_000;
  private static final int[] RATES = {1, 100, 10_000};

  @Override
  public String measure(Path plots, Path scratch) throws IOException {
    try (EmbeddedDynamoDb engine = EmbeddedDynamoDb.inMemory()) {
      return operations(engine.client(), plots) + "\n" + workload(engine.client());
    }
  }

  private static Orgtable open(DynamoDbClient client, String table, Usage usage) {
    Orgtable orgtable = Orgtable.on(client, table, Settings.DEFAULT.withCosts(usage));
    orgtable.schema().create(false, Duration.ofSeconds(30));
    return orgtable;
  }

  private static String operations(DynamoDbClient client, Path plots) throws IOException {
    Usage usage = new Usage();
    Orgtable orgtable = open(client, "operations", usage);
    Operations.prepare(orgtable);
    Markdown table =
        new Markdown(
            "operation",
            "requests / R / W",
            "floor of the pattern",
            "original: requests / units",
            "what more buys");
    List<Plot.Bar> bars = new ArrayList<>();
    for (Operation operation : Operations.all()) {
      Cost used = usage.of(() -> operation.call().accept(orgtable));
      table.row(
          operation.name(),
          used.requests()
              + " / "
              + number(used.readUnits(), 1)
              + " / "
              + number(used.writeUnits(), 1),
          operation.floor(),
          operation.original(),
          operation.buys());
      if (operation.name().startsWith("check") || operation.name().startsWith("details of an")) {
        double units = used.readUnits();
        bars.add(new Plot.Bar(operation.name(), units, units, units));
      }
    }
    Plot.bars(
        plots.resolve("reads.svg"), "A check costs the same in every organisation", "R", bars);
    return "## Cost of each operation\n\n"
        + "Requests, read units (R) and write units (W), by real calls on DynamoDB Local; those of a"
        + " transaction follow from the sizes of its items, since DynamoDB Local tells less. *Floor*:"
        + " the least that the pattern needs. *Original*: the Go program, as it was measured.\n\n"
        + table
        + "\n![Read units of checks and details](performance/reads.svg)\n";
  }

  private static String workload(DynamoDbClient client) {
    Usage usage = new Usage();
    HotKeys keys = new HotKeys();
    Orgtable orgtable = open(keys.counting(client), "workload", usage);
    Workload workload = new Workload(orgtable, SEED);
    workload.prepare();
    keys.reset();
    Cost all =
        usage.of(
            () -> {
              for (int i = 0; i < REQUESTS; i++) {
                workload.next();
              }
            });
    double reads = all.readUnits() / REQUESTS;
    double writes = all.writeUnits() / REQUESTS;
    return money(reads, writes) + "\n" + storage(client) + "\n" + hot(keys.hottest());
  }

  private static String money(double reads, double writes) {
    Markdown table = new Markdown("requests a second", "dollars a month");
    for (int rate : RATES) {
      table.row(number(rate, 0), number(Prices.month(reads, writes, rate), 2));
    }
    return "## Dollars a month\n\n"
        + "Of 1,000 requests 900 check a member in a group, 40 list members, 40 list a user's"
        + " organisations, 10 add a group and take it away, 5 let somebody new join by an"
        + " invitation, 5 get a user ("
        + number(REQUESTS, 0)
        + " of them, seed "
        + SEED
        + "). On average a request takes "
        + number(reads, 2)
        + " R and "
        + number(writes, 3)
        + " W. On-demand in us-east-1: $"
        + Prices.MILLION_READS
        + " a million R, $"
        + Prices.MILLION_WRITES
        + " a million W.\n\n"
        + table;
  }

  private static String storage(DynamoDbClient client) {
    var described = client.describeTable(request -> request.tableName("workload")).table();
    double members = (double) Workload.ORGANISATIONS * Workload.MEMBERS;
    double bytes = described.tableSizeBytes() / members;
    double dollars = bytes * 1e6 / 1e9 * Prices.GIGABYTE_MONTH;
    return "Storage: "
        + number(Math.rint(bytes), 0)
        + " bytes a membership (both sides, with its share of user and organisation), by the"
        + " engine's own figure: a million memberships are "
        + number(bytes * 1e6 / 1e9, 2)
        + " GB, $"
        + number(dollars, 2)
        + " a month.\n";
  }

  private static String hot(List<HotKeys.Heat> heats) {
    Markdown table =
        new Markdown(
            "hottest key of its kind",
            "R of 1,000 requests",
            "W of 1,000 requests",
            "at its limit at so many requests a second");
    for (HotKeys.Heat heat : heats) {
      table.row(
          "`" + heat.key() + "`",
          number(heat.reads() * 1000 / REQUESTS, 1),
          number(heat.writes() * 1000 / REQUESTS, 2),
          number(Math.rint(heat.ceiling(REQUESTS)), 0));
    }
    return "## What one table carries\n\n"
        + "Any number of organisations and members: no key holds a list of them, and DynamoDB"
        + " divides the table as it grows. The limit is one key, which no division takes load off:"
        + " "
        + number(HotKeys.READS_A_SECOND, 0)
        + " R and "
        + number(HotKeys.WRITES_A_SECOND, 0)
        + " W a second. The load above, over "
        + Workload.ORGANISATIONS
        + " organisations of which the first is asked for "
        + "most (Zipf's law, exponent 1), puts this on the hottest keys:\n\n"
        + table;
  }
}
