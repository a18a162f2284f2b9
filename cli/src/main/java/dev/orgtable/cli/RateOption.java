package dev.orgtable.cli;

import dev.orgtable.dynamodb.Cost;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.store.Settings;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Limits a tool's rate, in capacity units per second. A request's consumption is known only
 * afterwards, so a thread that has overdrawn the budget waits before its next request. The rate
 * holds on average, and is exceeded by at most one request per thread.
 */
final class RateOption {

  /** Requests consume at least half a unit. */
  private static final int TOKENS_A_UNIT = 2;

  private static final int MOST = 100_000_000;
  private static final Duration DEADLINE_WITH_WAITING = Duration.ofDays(1);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--rate",
      paramLabel = "UNITS",
      description = "Maximum capacity units per second, for reads and writes together.")
  private int rate;

  /** Returns settings for a tool: long time limits, and the rate limit if there is one. */
  Settings settings(Interruption interruption) {
    boolean given = spec.commandLine().getParseResult().hasMatchedOption("--rate");
    if (given && (rate < 1 || rate > MOST)) {
      throw new ParameterException(spec.commandLine(), "--rate must be 1 to " + MOST);
    }
    return given
        ? OpenTable.PATIENT
            .withTimeouts(DEADLINE_WITH_WAITING, OpenTable.PATIENT.attemptTimeout())
            .withCosts(limit(rate, interruption))
        : OpenTable.PATIENT;
  }

  static CostListener limit(int units, Interruption interruption) {
    long tokens = (long) units * TOKENS_A_UNIT;
    Bucket bucket =
        Bucket.builder()
            .addLimit(limit -> limit.capacity(tokens).refillGreedy(tokens, Duration.ofSeconds(1)))
            .withNanosecondPrecision()
            .build();
    return request -> {
      long used = tokens(request.cost());
      if (used > 0) {
        interruption.pause(Duration.ofNanos(bucket.consumeIgnoringRateLimits(used)));
      }
    };
  }

  private static long tokens(Cost cost) {
    return Math.round((cost.readUnits() + cost.writeUnits()) * TOKENS_A_UNIT);
  }
}
