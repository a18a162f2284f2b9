package dev.orgtable.benchmarks.service;

/** One way to execute actions. */
interface Calls {

  /**
   * Executes an action.
   *
   * @param index unique among the calls of one action
   */
  void call(Action action, int index);

  /** Returns the total number of DynamoDB requests of all calls. */
  long requests();
}
