package dev.orgtable.dynamodb;

import java.util.List;

/**
 * A report of one answered request to DynamoDB.
 *
 * @param operation the operation of the DynamoDB API
 * @param keys the keys concerned: {@code id} and {@code rng} of each item, separated by a space;
 *     for a query, the partition and the prefix of the sort key; empty for a scan. A key may
 *     contain the hash of a secret
 * @param cost the capacity consumed
 */
public record RequestReport(String operation, List<String> keys, Cost cost) {

  /** Copies the keys. */
  public RequestReport {
    keys = List.copyOf(keys);
  }
}
