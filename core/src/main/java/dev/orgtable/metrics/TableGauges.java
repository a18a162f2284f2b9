package dev.orgtable.metrics;

import dev.orgtable.job.OpenDeliveries;
import dev.orgtable.job.OpenJobs;
import dev.orgtable.job.Worker;
import dev.orgtable.store.Orgtable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
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
   * Registers the number of open jobs and the age of the oldest one, how long the oldest delivery
   * of events has been due, and how many receivers fail, as the worker saw them last; NaN before it
   * has looked.
   *
   * @param clock tells the age; the clock of the worker's {@link Orgtable}
   */
  public static void bind(MeterRegistry meters, Worker worker, Clock clock) {
    Gauge.builder("orgtable.jobs.open", worker, of(Worker::openJobs, OpenJobs::count))
        .description("Jobs that are not completed")
        .register(meters);
    Gauge.builder(
            "orgtable.jobs.oldest.age",
            worker,
            of(Worker::openJobs, jobs -> age(jobs.oldest(), clock)))
        .description("Time since the start of the oldest job that is not completed; 0 if none is")
        .baseUnit(SECONDS)
        .register(meters);
    Gauge.builder(
            "orgtable.deliveries.oldest.age",
            worker,
            of(Worker::openDeliveries, open -> age(open.oldest(), clock)))
        .description(
            "Time for which the oldest delivery has been due, but for receivers that fail; 0 if none is")
        .baseUnit(SECONDS)
        .register(meters);
    Gauge.builder(
            "orgtable.deliveries.failing",
            worker,
            of(Worker::openDeliveries, OpenDeliveries::failing))
        .description("Subscribers and webhooks whose last attempt by this worker failed")
        .register(meters);
  }

  private static <T> ToDoubleFunction<Worker> of(
      Function<Worker, Optional<T>> look, ToDoubleFunction<T> figure) {
    return worker -> {
      Optional<T> seen = look.apply(worker);
      return seen.isPresent() ? figure.applyAsDouble(seen.get()) : Double.NaN;
    };
  }

  private static double age(Optional<Instant> oldest, Clock clock) {
    return oldest
        .map(start -> Math.max(0, seconds(Duration.between(start, clock.instant()))))
        .orElse(0.0);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / MILLIS;
  }
}
