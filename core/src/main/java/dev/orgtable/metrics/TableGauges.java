package dev.orgtable.metrics;

import dev.orgtable.job.OpenJobs;
import dev.orgtable.job.Worker;
import dev.orgtable.store.Orgtable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The gauges of a table and its worker. They send no requests: they show what was seen last. */
public final class TableGauges {

  private static final double MILLIS = 1000;
  private static final String SECONDS = "seconds";

  private TableGauges() {}

  /** Registers how far this machine's clock is ahead of the engine's; NaN if unknown. */
  public static void bind(MeterRegistry meters, Orgtable orgtable) {
    Gauge.builder(
            "orgtable.clock.skew",
            orgtable,
            table -> table.clockSkew().map(TableGauges::seconds).orElse(Double.NaN))
        .description("How far this machine's clock is ahead of the engine's; negative if behind")
        .baseUnit(SECONDS)
        .register(meters);
  }

  /**
   * Registers the number of open jobs and the age of the oldest one, as the worker saw them last;
   * NaN before it has looked.
   *
   * @param clock tells the age; the clock of the worker's {@link Orgtable}
   */
  public static void bind(MeterRegistry meters, Worker worker, Clock clock) {
    Gauge.builder("orgtable.jobs.open", worker, of(OpenJobs::count))
        .description("Jobs that are not completed")
        .register(meters);
    Gauge.builder("orgtable.jobs.oldest.age", worker, of(jobs -> age(jobs, clock)))
        .description("Time since the start of the oldest job that is not completed; 0 if none is")
        .baseUnit(SECONDS)
        .register(meters);
  }

  private static ToDoubleFunction<Worker> of(ToDoubleFunction<OpenJobs> figure) {
    return worker -> {
      Optional<OpenJobs> seen = worker.openJobs();
      return seen.isPresent() ? figure.applyAsDouble(seen.get()) : Double.NaN;
    };
  }

  private static double age(OpenJobs jobs, Clock clock) {
    return jobs.oldest()
        .map(start -> Math.max(0, seconds(Duration.between(start, clock.instant()))))
        .orElse(0.0);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / MILLIS;
  }
}
