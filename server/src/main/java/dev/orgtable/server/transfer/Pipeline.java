package dev.orgtable.server.transfer;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Counts the requests of one connection that a thread has answered in a row. A caller that
 * pipelines hundreds of requests is served a few at a time, so that the thread serves others in
 * between.
 */
final class Pipeline {

  private static final ThreadLocal<Pipeline> OF_THREAD = ThreadLocal.withInitial(Pipeline::new);

  private static final int LONGEST = 4;

  /** A request that starts later than this after the previous response was not pipelined. */
  private static final long PAUSE_NANOS = 1_000_000;

  private int port;
  private int length;
  private long ended;

  private Pipeline() {}

  /** Counts a request; returns whether its connection has to wait for its next turn. */
  static boolean count(HttpServletRequest request) {
    Pipeline pipeline = OF_THREAD.get();
    int port = request.getRemotePort();
    boolean same = port == pipeline.port && System.nanoTime() - pipeline.ended < PAUSE_NANOS;
    pipeline.length = same ? pipeline.length + 1 : 1;
    pipeline.port = port;
    return pipeline.length >= LONGEST;
  }

  /** Records that a response is ready to be sent. */
  static void ended() {
    OF_THREAD.get().ended = System.nanoTime();
  }
}
