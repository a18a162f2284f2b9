package dev.orgtable.benchmarks.service;

/** One way to do an action. */
interface Calls {

  /**
   * Does it.
   *
   * @param index no two calls of one action have the same
   */
  void call(Action action, int index);

  /** Returns how many requests to DynamoDB all calls together have made. */
  long requests();
}
