package dev.orgtable.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.ClockSkew;
import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.CostListener.Retry;
import dev.orgtable.dynamodb.RequestReport;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted and observed of an operation. */
final class OperationMetersTest {

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ObservationRegistry observations = ObservationRegistry.create();
  private final OperationMeters operations = new OperationMeters(meters, observations);
  private final List<Observation.Context> stopped = new ArrayList<>();

  @BeforeEach
  void handlers() {
    observations
        .observationConfig()
        .observationHandler(new DefaultMeterObservationHandler(meters))
        .observationHandler(
            new ObservationHandler<>() {
              @Override
              public void onStop(Observation.Context context) {
                stopped.add(context);
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
  }

  @Test
  void units_are_those_of_the_operation_that_consumes_them() {
    String result =
        operations.observe(
            "users.put",
            () -> {
              operations.answered(read(1));
              operations.observe("users.get", () -> answered(read(2)));
              operations.answered(write(3));
              return "stored";
            });
    operations.answered(read(4));

    assertThat(result).isEqualTo("stored");
    assertThat(units("orgtable.read.units", "users.put", "GetItem")).isEqualTo(1);
    assertThat(units("orgtable.write.units", "users.put", "PutItem")).isEqualTo(3);
    assertThat(units("orgtable.requests", "users.put", "PutItem")).isEqualTo(1);
    assertThat(units("orgtable.read.units", "users.get", "GetItem")).isEqualTo(2);
    assertThat(units("orgtable.read.units", "other", "GetItem")).isEqualTo(4);
  }

  @Test
  void a_span_has_the_name_and_the_units_of_its_operation_and_the_outer_one_as_its_parent() {
    operations.observe(
        "users.put",
        () -> {
          operations.answered(write(3));
          return operations.observe("users.get", () -> answered(read(2)));
        });

    Observation.Context inner = stopped.get(0);
    Observation.Context outer = stopped.get(1);
    assertThat(inner.getContextualName()).isEqualTo("orgtable users.get");
    assertThat(inner).asString().contains("orgtable.read.units='2.0'");
    assertThat(outer).asString().contains("orgtable.read.units='0.0'");
    assertThat(outer).asString().contains("orgtable.write.units='3.0'");
    assertThat(outer).asString().contains("orgtable.requests='1'");
    assertThat(Objects.requireNonNull(inner.getParentObservation()).getContextView())
        .isSameAs(outer);
    assertThat(observations.getCurrentObservation()).isNull();
  }

  @Test
  void outcomes_are_success_the_code_of_a_refusal_clock_skew_conflict_or_error() {
    operations.observe("users.get", () -> true);
    thrown(() -> new UserNotFound(ANN));
    thrown(() -> new InvalidInput("name", "must not be empty"));
    thrown(() -> new ClockSkew(Duration.ofMinutes(2)));
    thrown(() -> new Unavailable("no answer", false, null));
    thrown(ConflictException::new);
    thrown(() -> new IllegalStateException("a bug"));

    for (String outcome :
        List.of(
            "success",
            "user_not_found",
            "invalid_request",
            "clock_skew",
            "unavailable",
            "conflict",
            "error")) {
      assertThat(meters.get("orgtable.operation").tag("outcome", outcome).timer().count())
          .as(outcome)
          .isEqualTo(1);
    }
  }

  @Test
  void a_span_has_the_error_of_a_failure_and_none_of_a_refusal() {
    Unavailable unavailable = new Unavailable("no answer", false, null);
    IllegalStateException bug = new IllegalStateException("a bug");

    thrown(() -> new UserNotFound(ANN));
    thrown(ConflictException::new);
    thrown(() -> unavailable);
    thrown(() -> bug);

    assertThat(stopped)
        .extracting(Observation.Context::getError)
        .containsExactly(null, null, unavailable, bug);
  }

  @Test
  void a_handler_that_fails_does_not_hide_a_result_and_leaves_nothing_on_the_thread() {
    observations
        .observationConfig()
        .observationHandler(
            new ObservationHandler<>() {
              @Override
              public void onScopeClosed(Observation.Context context) {
                throw new IllegalStateException("not closed");
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
    CostListener guarded = CostListener.all(List.of(operations));

    String result = guarded.observe("users.put", () -> "stored");
    operations.answered(read(4));

    assertThat(result).isEqualTo("stored");
    assertThat(units("orgtable.read.units", "other", "GetItem")).isEqualTo(4);
  }

  private void thrown(Supplier<RuntimeException> failure) {
    RuntimeException expected = failure.get();
    assertThatThrownBy(
            () ->
                operations.observe(
                    "users.get",
                    () -> {
                      throw expected;
                    }))
        .isSameAs(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "CONFLICT, conflict",
    "CHANGED, changed",
    "UNPROCESSED, unprocessed",
    "UNANSWERED, unanswered"
  })
  void retries_are_counted_by_operation_and_reason(Retry retry, String reason) {
    operations.observe(
        "users.put",
        () -> {
          operations.retried(retry);
          return true;
        });

    assertThat(
            meters
                .get("orgtable.retries")
                .tags("operation", "users.put", "reason", reason)
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void checks_from_memory_are_hits_and_all_others_with_a_bound_are_misses() {
    operations.cached(2);
    operations.uncached(3);

    assertThat(gets("hit")).isEqualTo(2);
    assertThat(gets("miss")).isEqualTo(3);
  }

  private double gets(String result) {
    return meters
        .get("orgtable.cache.gets")
        .tags("cache", "checks", "result", result)
        .counter()
        .count();
  }

  @Test
  void no_tag_of_a_meter_has_a_key() {
    operations.observe("users.get", () -> answered(read(1)));

    assertThat(meters.getMeters())
        .flatExtracting(meter -> meter.getId().getTags())
        .extracting(tag -> tag.getValue())
        .isNotEmpty()
        .noneMatch(value -> value.contains("ann"));
  }

  private boolean answered(RequestReport report) {
    operations.answered(report);
    return true;
  }

  private static RequestReport read(double units) {
    return new RequestReport("GetItem", List.of("user#ann user"), new Cost(1, units, 0));
  }

  private static RequestReport write(double units) {
    return new RequestReport("PutItem", List.of("user#ann user"), new Cost(1, 0, units));
  }

  private double units(String name, String operation, String request) {
    return meters.get(name).tags("operation", operation, "request", request).counter().count();
  }
}
