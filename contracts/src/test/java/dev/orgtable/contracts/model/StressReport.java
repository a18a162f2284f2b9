package dev.orgtable.contracts.model;

import dev.orgtable.maintenance.Violation;
import java.util.List;
import java.util.Locale;

/**
 * What came of many operations at once.
 *
 * @param seed of the run
 * @param operations how many were done
 * @param threads how many threads did them
 * @param applied how many were applied or answered
 * @param outcomes how many ended how
 * @param requests how many requests they took
 * @param conflicts how many of those were answered by an injected conflict
 * @param seconds how long all took, the verifier with it
 * @param unexpected what an operation threw that it does not declare
 * @param violations what the verifier found
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

  /** Returns the figures, one a line. */
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
        verifier's findings %d %s""",
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
