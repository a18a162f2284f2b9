package dev.orgtable.server.transfer;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Counts the requests of one connection that a thread has answered in a row. A caller that
 * pipelines hundreds of requests is served a few at a time, so that the thread serves others in
 * between.
 */
final class Row {

  private static final ThreadLocal<Row> OF_THREAD = ThreadLocal.withInitial(Row::new);

  private static final int LONGEST = 4;

  /** A request that starts later than this after the previous response was not pipelined. */
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

  /** Records that a response is ready to be sent. */
  static void ended() {
    OF_THREAD.get().ended = System.nanoTime();
  }
}
