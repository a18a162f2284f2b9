package dev.orgtable.server.transfer;

import jakarta.servlet.http.HttpServletRequest;

/**
 * How many requests of one connection a thread has answered one after the other. Who sends hundreds
 * at once has them answered a few at a time: the thread is for others in between.
 */
final class Row {

  private static final ThreadLocal<Row> OF_THREAD = ThreadLocal.withInitial(Row::new);

  private static final int LONGEST = 4;

  /** A request that begins later than so after an answer was not there yet. */
  private static final long PAUSE_NANOS = 1_000_000;

  private int port;
  private int length;
  private long ended;

  private Row() {}

  /** Counts a request; returns whether its connection has to wait for its next turn. */
  static boolean isLong(HttpServletRequest request) {
    Row row = OF_THREAD.get();
    int port = request.getRemotePort();
    boolean same = port == row.port && System.nanoTime() - row.ended < PAUSE_NANOS;
    row.length = same ? row.length + 1 : 1;
    row.port = port;
    return row.length >= LONGEST;
  }

  /** Says that an answer is ready to leave. */
  static void ended() {
    OF_THREAD.get().ended = System.nanoTime();
  }
}
