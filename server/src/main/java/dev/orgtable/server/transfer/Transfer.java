package dev.orgtable.server.transfer;

import dev.orgtable.server.problem.Code;

/** A request body being received, or a response being sent. */
interface Transfer {

  /** Returns the peer's address. */
  String address();

  /** Returns the memory held, in bytes. */
  long bytes();

  /** Aborts the transfer, unless it is complete. Thread-safe. */
  void end(Code why);
}
