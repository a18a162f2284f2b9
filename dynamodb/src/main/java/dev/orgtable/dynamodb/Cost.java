package dev.orgtable.dynamodb;

/**
 * The capacity consumed by one or more requests to DynamoDB.
 *
 * @param requests the number of requests answered; retries by the SDK are not counted
 * @param readUnits read units: 4 KB strongly consistent, or 8 KB eventually consistent
 * @param writeUnits write units of 1 KB, doubled in a transaction. Includes index entries, except
 *     those of transactions on DynamoDB Local
 */
public record Cost(int requests, double readUnits, double writeUnits) {

  /** No capacity. */
  public static final Cost NONE = new Cost(0, 0, 0);

  /** Returns the sum of both. */
  public Cost plus(Cost other) {
    return new Cost(
        requests + other.requests, readUnits + other.readUnits, writeUnits + other.writeUnits);
  }
}
