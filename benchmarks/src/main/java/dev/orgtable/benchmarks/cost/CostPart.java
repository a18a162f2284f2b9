package dev.orgtable.benchmarks.cost;

import static dev.orgtable.benchmarks.Markdown.number;

import dev.orgtable.benchmarks.Markdown;
import dev.orgtable.benchmarks.Part;
import dev.orgtable.benchmarks.Plot;
import dev.orgtable.benchmarks.Usage;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.dynamodb.RequestReport;
import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.EngineType;
import dev.orgtable.embedded.Engines;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Measures the requests and units of real calls, and computes the monthly cost. */
public final class CostPart implements Part {

  /** Four fifths of the time for which a server keeps a key. */
  private static final long SECONDS_BETWEEN_READS =
      ServerSettings.CREDENTIAL_CACHE.toSeconds() * 4 / 5;

  private static final long SEED = 2026;
  private static final int REQUESTS = 20_000;
  private static final int[] RATES = {1, 100, 10_000};

  @Override
  public String measure(Path plots, Path scratch) throws IOException {
    try (Engine engine = Engines.byDefault().with(EngineType.DYNAMODB_LOCAL).inMemory()) {
      return operations(engine.client(), plots) + "\n" + workload(engine.client());
    }
  }

  /** Returns the store on a new table, without counting. */
  private static Orgtable create(DynamoDbClient client, String table) {
    Orgtable orgtable = Orgtable.on(client, table);
    orgtable.schema().create(false, Duration.ofSeconds(30));
    return orgtable;
  }

  /** Returns the store on a table, counting each request and its writes to the index. */
  private static Orgtable counted(
      DynamoDbClient client, String table, Usage usage, Watched.Watcher watcher) {
    DynamoDbClient watched =
        Watched.client(
            client,
            table,
            (request, answer, units, writes) -> {
              int index = writes.stream().mapToInt(Index.Write::units).sum();
              if (request instanceof TransactWriteItemsRequest) {
                usage.add(new Cost(0, 0, units + index));
              }
              watcher.sent(request, answer, units, writes);
            });
    return Orgtable.on(
        watched, table, Settings.DEFAULT.withCosts(request -> usage.answered(reported(request))));
  }

  /** Returns the cost of a request without the write units of a transaction. */
  private static RequestReport reported(RequestReport request) {
    Cost cost = request.cost();
    return request.operation().equals("TransactWriteItems")
        ? new RequestReport(
            request.operation(), request.keys(), new Cost(cost.requests(), cost.readUnits(), 0))
        : request;
  }

  private static String operations(DynamoDbClient client, Path plots) throws IOException {
    List<Operation> operations = Operations.prepare(create(client, "operations"));
    Usage usage = new Usage();
    Orgtable orgtable =
        counted(client, "operations", usage, (request, answer, units, writes) -> {});
    Markdown table =
        new Markdown(
            "operation",
            "requests / R / W",
            "minimum of the pattern",
            "original: requests / units",
            "what the difference pays for");
    List<Plot.Bar> bars = new ArrayList<>();
    for (Operation operation : operations) {
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
        + "Requests, read units (R) and write units (W) of real calls on DynamoDB Local."
        + " Those of a transaction are computed from item sizes, since DynamoDB Local"
        + " reports less: 2 W per item, 1 W per index entry added, changed or removed, 2 W"
        + " per entry moved. On Amazon DynamoDB, `Orgtable-Cost` has DynamoDB's own figures;"
        + " on DynamoDB Local it lacks the index entries of transactions. Transactions do"
        + " not double index writes, according to the cost calculator of Amazon's"
        + " `agent-toolkit-for-aws`, which calls this verified; the Developer Guide does not"
        + " mention it. *Minimum*: what the pattern requires. *Original*: the Go program, as"
        + " measured.\n\n"
        + table
        + "\n![Read units of checks and details](performance/reads.svg)\n";
  }

  private static String workload(DynamoDbClient client) {
    Workload.prepare(create(client, "workload"));
    Usage usage = new Usage();
    HotKeys keys = new HotKeys();
    Workload workload = new Workload(counted(client, "workload", usage, keys::count), SEED);
    Cost all =
        usage.of(
            () -> {
              for (int i = 0; i < REQUESTS; i++) {
                workload.next();
              }
            });
    double reads = all.readUnits() / REQUESTS;
    double writes = all.writeUnits() / REQUESTS;
    return money(reads, writes)
        + "\n"
        + Storage.of(client, workload)
        + "\n"
        + hot(keys.hottest(), Math.min(Prices.QUOTA / reads, Prices.QUOTA / writes));
  }

  private static String money(double reads, double writes) {
    Markdown table = new Markdown("requests per second", "dollars per month");
    for (int rate : RATES) {
      table.row(number(rate, 0), number(Prices.month(reads, writes, rate), 2));
    }
    return "## Monthly cost\n\n"
        + "Of 1,000 requests 900 check a member in a group, 40 list members, 40 list a"
        + " user's organisations, 10 add and remove a group, 5 invite a new user who"
        + " accepts, 5 get a user ("
        + number(REQUESTS, 0)
        + " of them, seed "
        + SEED
        + "). An average request uses "
        + number(reads, 2)
        + " R and "
        + number(writes, 3)
        + " W. On-demand in us-east-1: $"
        + Prices.MILLION_READS
        + " a million R, $"
        + Prices.MILLION_WRITES
        + " a million W.\n\n"
        + table
        + "\nOver HTTP, a server also reads the record of an API key once in "
        + SECONDS_BETWEEN_READS
        + " seconds under load: $"
        + number(Prices.month(1, 0, 1.0 / SECONDS_BETWEEN_READS), 2)
        + " a month for each server and key. With `--credential-cache PT0S` it reads it with each"
        + " request: $"
        + number(Prices.month(1, 0, 100), 2)
        + " a month at 100 requests a second.\n";
  }

  private static String hot(List<HotKeys.Heat> heats, double quota) {
    Markdown table =
        new Markdown(
            "hottest key of each kind",
            "R of 1,000 requests",
            "W of 1,000 requests",
            "requests per second at its limit, unless split",
            "can be split by DynamoDB");
    for (HotKeys.Heat heat : heats) {
      table.row(
          "`" + heat.key() + "`",
          number(heat.reads() * 1000 / REQUESTS, 1),
          number(heat.writes() * 1000 / REQUESTS, 2),
          number(Math.rint(heat.ceiling(REQUESTS)), 0),
          heat.divisible());
    }
    return "## Limits of one table\n\n"
        + "The number of organisations and members is unlimited: no item holds a list of"
        + " them, and DynamoDB splits partitions as the table grows. Over HTTP the first"
        + " limit is the server's own: "
        + number(ServerSettings.REQUESTS_PER_MINUTE, 0)
        + " requests a minute for each credential, which `--rate-limit` sets. The first of DynamoDB"
        + " is a quota, which Amazon raises on request: "
        + number(Prices.QUOTA, 0)
        + " R and "
        + number(Prices.QUOTA, 0)
        + " W a second for an on-demand table (Developer Guide, *Quotas in Amazon DynamoDB*). The"
        + " workload above reaches it at "
        + number(Math.rint(quota), 0)
        + " requests a second. The hard limit is a single item, which cannot be split: "
        + number(HotKeys.READS_A_SECOND, 0)
        + " R and "
        + number(HotKeys.WRITES_A_SECOND, 0)
        + " W a second. `directory …` (a partition of the index) and `… pages` (one of the table)"
        + " are collections of many items, which DynamoDB can split by sort key. The workload"
        + " above, on "
        + Workload.ORGANISATIONS
        + " organisations whose popularity follows Zipf's law (exponent 1), loads the hottest keys"
        + " as follows:\n\n"
        + table
        + "\n"
        + "The workload deletes nothing, so it does not write to `endings`; the row is one of its"
        + " 32 copies, of which each reader reads one. A deletion with a job writes all copies when"
        + " it starts and when it ends, 2 W each while they are below 1 KB: 128 W in total, 4 W per"
        + " key.\n\n"
        + "Over HTTP, each request proves an API key, whose record is one item: a server reads it"
        + " once in "
        + SECONDS_BETWEEN_READS
        + " seconds under load (`--credential-cache`), 1 R, so that one key carries the requests of "
        + number(HotKeys.READS_A_SECOND * SECONDS_BETWEEN_READS, 0)
        + " servers. With `--credential-cache PT0S` each request reads it, 1 R more, and one key"
        + " carries "
        + number(HotKeys.READS_A_SECOND, 0)
        + " requests a second, however many servers run.\n";
  }
}
