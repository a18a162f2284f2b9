package dev.orgtable.benchmarks.peers;

import java.io.IOException;
import java.util.Set;

/** One of those that are compared: a server with its database. */
interface Peer extends AutoCloseable {

  /** Returns its name. */
  String title();

  /**
   * Does the work once.
   *
   * @param index unique among the calls of this kind of work
   * @return the answer
   * @throws IllegalStateException if it is refused
   */
  String call(Work work, int index) throws IOException;

  /** Returns what an answer says; for work that writes, what can be read after it. */
  Set<String> facts(Work work, int index, String answer) throws IOException;

  /** Returns the processor time of the server's processes up to now, in ms. */
  double serverMillis();

  /** Returns the processor time of the database's processes up to now, in ms. */
  double databaseMillis();

  @Override
  void close() throws IOException;
}
