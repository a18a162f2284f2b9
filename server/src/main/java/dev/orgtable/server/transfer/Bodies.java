package dev.orgtable.server.transfer;

import dev.orgtable.server.problem.Code;
import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.util.Optional;

/** The limits of request bodies. */
public final class Bodies {

  /** The maximum size of a body, in bytes: enough for 1,000 addresses of maximum length. */
  public static final int MOST_BYTES = 320 * 1024;

  /** The time limit for receiving a body, and for sending a response. */
  public static final Duration LONGEST = Duration.ofSeconds(10);

  private Bodies() {}

  /** Returns why the body of a request failed to arrive; empty if it arrived or there is none. */
  public static Optional<Code> failure(ServletRequest request) {
    return request instanceof ArrivedRequest arrived ? arrived.failure() : Optional.empty();
  }
}
