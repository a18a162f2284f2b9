package dev.orgtable.metrics;

import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException;
import dev.orgtable.OrgtableException.ClockSkew;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.RequestReport;
import dev.orgtable.web.RefusalCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the requests, units, retries and cache hits of operations, and observes each operation:
 * with Micrometer's handlers, as a timer and as a span with its units. To be set by {@link
 * dev.orgtable.store.Settings#withCosts}.
 *
 * <p>Tags have few values: names of operations and of DynamoDB's API, codes of refusals; never an
 * id or a key. {@link CacheMeters} counts the cache of checks. A check that is answered from memory
 * is counted there and is not an operation.
 */
public final class OperationMeters implements CostListener {

  /**
   * The name of the timer, whose tag {@code outcome} is {@code success}, the code of the refusal
   * ({@link RefusalCode#text}), {@code clock_skew}, {@code conflict} or {@code error}. A span is
   * named {@code orgtable users.create}, for example.
   */
  public static final String OPERATION = "orgtable.operation";

  private static final String OPERATION_TAG = "operation";

  private static final String SUCCESS = "success";

  /** The outcome of a failure that is no refusal. */
  private static final String ERROR = "error";

  /** The outcome of a refusal for the local clock: the table is available. */
  private static final String CLOCK_SKEW = "clock_skew";

  /** The outcome of a worker's write that another worker's preceded. */
  private static final String CONFLICT = "conflict";

  /** The operation of a request that no store or worker made. */
  private static final String OTHER = "other";

  private final MeterRegistry meters;
  private final ObservationRegistry observations;
  private final CacheMeters checks;

  @SuppressWarnings("ThreadLocalUsage") // Each operation removes its value when it ends.
  private final ThreadLocal<@Nullable Running> running = new ThreadLocal<>();

  private final Map<Request, Counters> counters = new ConcurrentHashMap<>();

  /**
   * Creates a listener.
   *
   * @param meters counts requests, units, retries and cache hits
   * @param observations observes operations; {@link ObservationRegistry#NOOP} to observe none
   */
  public OperationMeters(MeterRegistry meters, ObservationRegistry observations) {
    this.meters = meters;
    this.observations = observations;
    this.checks = new CacheMeters(meters, "checks");
  }

  private record Request(String operation, String api) {}

  private record Counters(Counter requests, Counter readUnits, Counter writeUnits) {}

  /** An operation under way on this thread, perhaps within another one. */
  private static final class Running {
    private final String operation;
    private final @Nullable Running outer;
    private Cost cost = Cost.NONE;

    Running(String operation, @Nullable Running outer) {
      this.operation = operation;
      this.outer = outer;
    }
  }

  @Override
  public void answered(RequestReport report) {
    Running now = running.get();
    if (now != null) {
      now.cost = now.cost.plus(report.cost());
    }
    Counters each =
        counters.computeIfAbsent(new Request(operation(), report.operation()), this::counters);
    each.requests.increment(report.cost().requests());
    each.readUnits.increment(report.cost().readUnits());
    each.writeUnits.increment(report.cost().writeUnits());
  }

  private Counters counters(Request request) {
    return new Counters(
        counter("orgtable.requests", "Requests answered by DynamoDB", request),
        counter("orgtable.read.units", "Read units consumed", request),
        counter("orgtable.write.units", "Write units consumed", request));
  }

  private Counter counter(String name, String what, Request request) {
    return Counter.builder(name)
        .description(what)
        .tags(OPERATION_TAG, request.operation(), "request", request.api())
        .register(meters);
  }

  @Override
  public void cached(int items) {
    checks.hits(items);
  }

  @Override
  public void uncached(int items) {
    checks.misses(items);
  }

  @Override
  public void retried(Retry reason) {
    Counter.builder("orgtable.retries")
        .description("Retries by the library, which the SDK's come on top of")
        .tags(OPERATION_TAG, operation(), "reason", reason.name().toLowerCase(Locale.ROOT))
        .register(meters)
        .increment();
  }

  private String operation() {
    Running now = running.get();
    return now == null ? OTHER : now.operation;
  }

  @Override
  public <T extends @Nullable Object> T observe(String operation, Supplier<T> steps) {
    Running now = new Running(operation, running.get());
    Observation observation =
        Observation.createNotStarted(OPERATION, observations)
            .contextualName("orgtable " + operation)
            .lowCardinalityKeyValue(OPERATION_TAG, operation)
            .start();
    Observation.Scope scope = observation.openScope();
    running.set(now);
    String outcome = ERROR;
    try {
      T result = steps.get();
      outcome = SUCCESS;
      return result;
    } catch (ClockSkew e) {
      outcome = CLOCK_SKEW;
      throw e;
    } catch (OrgtableException e) {
      outcome = RefusalCode.of(e).text();
      if (e instanceof Unavailable) {
        observation.error(e);
      }
      throw e;
    } catch (InvalidInput e) {
      outcome = RefusalCode.INVALID_REQUEST.text();
      throw e;
    } catch (ConflictException e) {
      outcome = CONFLICT;
      throw e;
    } catch (RuntimeException | Error e) {
      observation.error(e);
      throw e;
    } finally {
      restore(now.outer);
      scope.close();
      observation
          .lowCardinalityKeyValue("outcome", outcome)
          .highCardinalityKeyValue("orgtable.requests", String.valueOf(now.cost.requests()))
          .highCardinalityKeyValue("orgtable.read.units", String.valueOf(now.cost.readUnits()))
          .highCardinalityKeyValue("orgtable.write.units", String.valueOf(now.cost.writeUnits()))
          .stop();
    }
  }

  private void restore(@Nullable Running outer) {
    if (outer == null) {
      running.remove();
    } else {
      running.set(outer);
    }
  }
}
