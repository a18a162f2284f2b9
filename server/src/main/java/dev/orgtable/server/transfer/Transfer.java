package dev.orgtable.server.transfer;

import dev.orgtable.server.problem.Code;

/** A body on its way here, or an answer on its way to a caller. */
interface Transfer {

  /** Returns the address at the other end. */
  String address();

  /** Returns how many bytes of memory it takes. */
  long bytes();

  /** Ends it, unless it has ended. Any thread may do so. */
  void end(Code why);
}
