package dev.orgtable.server.transfer;

import dev.orgtable.server.problem.Code;
import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.util.Optional;

/** What is known of bodies before they are read. */
public final class Bodies {

  /** How large a body may be, in bytes: what 1,000 of the longest addresses take, with room. */
  public static final int MOST_BYTES = 320 * 1024;

  /** How long a body may take to arrive, and an answer to be taken. */
  public static final Duration LONGEST = Duration.ofSeconds(10);

  private Bodies() {}

  /** Returns why the body of a request has not arrived; empty if it has, or if there is none. */
  public static Optional<Code> failure(ServletRequest request) {
    return request instanceof ArrivedRequest arrived ? arrived.failure() : Optional.empty();
  }
}
