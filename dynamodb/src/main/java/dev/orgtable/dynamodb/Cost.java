package dev.orgtable.dynamodb;

/**
 * What one request to DynamoDB, or several, used.
 *
 * @param requests how many requests were answered; those that the SDK repeated count once
 * @param readUnits read units: 4 KB strongly consistent, or 8 KB eventually consistent
 * @param writeUnits write units of 1 KB; a transaction costs double. Entries of the index are among
 *     them; DynamoDB Local leaves those of a transaction out
 */
public record Cost(int requests, double readUnits, double writeUnits) {

  /** Nothing used. */
  public static final Cost NONE = new Cost(0, 0, 0);

  /** Returns both together. */
  public Cost plus(Cost other) {
    return new Cost(
        requests + other.requests, readUnits + other.readUnits, writeUnits + other.writeUnits);
  }
}
