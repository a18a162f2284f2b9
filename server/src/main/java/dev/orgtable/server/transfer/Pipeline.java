package dev.orgtable.server.transfer;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts the requests of one connection that a thread has answered in a row. A caller that
 * pipelines hundreds of requests is served a few at a time, so that the thread serves others in
 * between.
 */
final class Pipeline {

  private static final int LONGEST = 4;

  /** A request that starts this long after the previous response, or longer, was not pipelined. */
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final ThreadLocal<Turn> turns = ThreadLocal.withInitial(Turn::new);
  private final Clock clock;

  /**
   * Creates a counter for all threads.
   *
   * @param clock a monotonic clock
   */
  Pipeline(Clock clock) {
    this.clock = clock;
  }

  /** Counts a request; returns whether its connection has to wait for its next turn. */
  boolean count(HttpServletRequest request) {
    Turn turn = turns.get();
    int port = request.getRemotePort();
    boolean same = port == turn.port && clock.instant().isBefore(turn.ended.plus(PAUSE));
    turn.length = same ? turn.length + 1 : 1;
    turn.port = port;
    return turn.length >= LONGEST;
  }

  /** Records that a response is ready to be sent. */
  void ended() {
    turns.get().ended = clock.instant();
  }

  /** The connection that a thread served last. */
  private static final class Turn {

    private int port;
    private int length;
    private Instant ended = Instant.EPOCH;
  }
}
