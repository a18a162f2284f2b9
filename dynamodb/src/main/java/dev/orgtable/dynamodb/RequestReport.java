package dev.orgtable.dynamodb;

import java.util.List;

/**
 * One request to DynamoDB that was answered.
 *
 * @param operation the operation of DynamoDB's API
 * @param keys what it was about: {@code id} and {@code rng} of each item, with a space between; of
 *     a query, the partition and what the sort keys begin with; empty for a scan. A key can hold a
 *     hash of a secret
 * @param cost what it used
 */
public record RequestReport(String operation, List<String> keys, Cost cost) {

  /** Copies the keys. */
  public RequestReport {
    keys = List.copyOf(keys);
  }
}
