package dev.orgtable.contracts.model;

import dev.orgtable.maintenance.Violation;
import java.util.List;
import java.util.Locale;

/**
 * The report of a run of many concurrent operations.
 *
 * @param seed the seed of the run
 * @param operations the number of operations
 * @param threads the number of threads
 * @param applied the number of operations that succeeded
 * @param outcomes the number of operations by outcome
 * @param requests the number of requests
 * @param conflicts the number of requests with an injected conflict
 * @param seconds the duration, including the verifier
 * @param unexpected refusals that an operation does not declare
 * @param violations the findings of the verifier
 */
public record StressReport(
    long seed,
    int operations,
    int threads,
    long applied,
    String outcomes,
    long requests,
    long conflicts,
    double seconds,
    List<String> unexpected,
    List<Violation> violations) {

  /** Returns the figures, one per line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        """
        seed %d
        %d operations by %d threads in %.0f s
        applied or answered %d, refused %d
        outcomes: %s
        requests %d, of them answered by an injected conflict %d
        unexpected %d %s
        verifier's findings %d %s\
        """,
        seed,
        operations,
        threads,
        seconds,
        applied,
        operations - applied,
        outcomes,
        requests,
        conflicts,
        unexpected.size(),
        unexpected,
        violations.size(),
        violations);
  }
}
