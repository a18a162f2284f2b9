package dev.orgtable.store;

/**
 * Is told what each request to DynamoDB used, as soon as it is answered, in the thread that called
 * the store; of work on several segments, in the threads of that work. Where none is given, no
 * figure is asked for nor computed.
 */
@FunctionalInterface
public interface CostListener {

  /**
   * Takes the figures of one request. For reads and single writes they are DynamoDB's own. Of a
   * transaction they are the greater of DynamoDB's and what follows from the sizes known here: 2
   * units for each started KB of each item. Of a batch read they are at least those of one item for
   * each key.
   */
  void used(Cost cost);

  /** Takes what one request was, with its figures. Passes on the figures alone, unless said. */
  default void sent(Sent request) {
    used(request.cost());
  }
}
