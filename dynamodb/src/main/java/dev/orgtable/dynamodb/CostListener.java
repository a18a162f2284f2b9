package dev.orgtable.dynamodb;

/**
 * Receives a report of each request to DynamoDB as soon as it is answered, in the thread that made
 * the request.
 */
@FunctionalInterface
public interface CostListener {

  /** Is told nothing: no figure is asked for or computed. */
  CostListener NONE = report -> {};

  /**
   * Takes the report of one request. For reads and single writes the figures are DynamoDB's own. Of
   * a transaction they are the greater of DynamoDB's and what follows from the sizes known here: 2
   * units for each started KB of each item. Of a batch read they are at least those of one item for
   * each key.
   */
  void answered(RequestReport report);
}
