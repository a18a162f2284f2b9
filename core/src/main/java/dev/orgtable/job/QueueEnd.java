package dev.orgtable.job;

/** How a run of a queue ended. */
enum QueueEnd {
  /** Another worker holds the lease: if that worker dies, the queue stays where it is. */
  HELD,
  /** It is due later, or is no more. */
  NOT_DUE,
  /** More waits, which is due. */
  UNFINISHED,
  /** Nothing is left that is due. */
  DONE
}
