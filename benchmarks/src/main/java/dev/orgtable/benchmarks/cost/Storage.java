package dev.orgtable.benchmarks.cost;

import static dev.orgtable.benchmarks.Markdown.number;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Computes the storage per membership in the table and its index, as billed by DynamoDB. */
final class Storage {

  private static final String TABLE = "workload";

  private Storage() {}

  /** Returns the paragraph for the page. */
  static String of(DynamoDbClient client, Workload workload) {
    TableDescription table = client.describeTable(of -> of.tableName(TABLE)).table();
    List<Long> entries = entries(client, table.globalSecondaryIndexes().get(0).indexName());
    double items = table.tableSizeBytes() + beside(table.itemCount());
    double index = entries.stream().mapToLong(Long::longValue).sum() + beside(entries.size());
    double bytes = (items + index) / workload.memberships();
    double gigabytes = bytes * 1e6 / 1e9;
    return "Storage: "
        + number(Math.rint(bytes), 0)
        + " bytes per membership: both sides, with their share of "
        + number(workload.users(), 0)
        + " users and "
        + number(Workload.ORGANISATIONS, 0)
        + " organisations, "
        + number(workload.memberships(), 0)
        + " memberships in total. "
        + number(Math.rint(100 * index / (items + index)), 0)
        + " % of it is index entries, and "
        + Prices.BYTES_BESIDE
        + " bytes are added for each item and each entry, as DynamoDB bills them; its overhead of"
        + " transactions is not published. A million memberships take "
        + number(gigabytes, 2)
        + " GB, $"
        + number(gigabytes * Prices.GIGABYTE_MONTH, 2)
        + " per month.\n";
  }

  private static long beside(long items) {
    return items * Prices.BYTES_BESIDE;
  }

  private static List<Long> entries(DynamoDbClient client, String index) {
    return client
        .scanPaginator(ScanRequest.builder().tableName(TABLE).indexName(index).build())
        .stream()
        .map(ScanResponse::items)
        .flatMap(List::stream)
        .map(entry -> (long) Index.bytes(entry))
        .toList();
  }
}
