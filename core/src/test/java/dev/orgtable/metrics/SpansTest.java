package dev.orgtable.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.OrgtableException.Unavailable;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.dynamodb.RequestReport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The spans of operations where an application exports traces, by Micrometer's tracing. */
final class SpansTest {

  private final SimpleTracer tracer = new SimpleTracer();
  private final ObservationRegistry observations = ObservationRegistry.create();
  private final OperationMeters operations =
      new OperationMeters(new SimpleMeterRegistry(), observations);

  @BeforeEach
  void trace() {
    observations
        .observationConfig()
        .observationHandler(new DefaultTracingObservationHandler(tracer));
  }

  private boolean read() {
    operations.answered(new RequestReport("GetItem", List.of(), new Cost(1, 2, 0)));
    return true;
  }

  private SimpleSpan span(String name) {
    return tracer.getSpans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void an_operation_is_a_span_within_that_of_the_request_with_its_units() {
    Observation.createNotStarted("http", observations)
        .contextualName("http get /check")
        .observe(() -> operations.observe("memberships.check", this::read));

    SimpleSpan request = span("http get /check");
    SimpleSpan check = span("orgtable memberships.check");
    assertThat(check.context().traceId()).isEqualTo(request.context().traceId());
    assertThat(check.context().parentId()).isEqualTo(request.context().spanId());
    assertThat(check.getTags())
        .containsEntry("operation", "memberships.check")
        .containsEntry("outcome", "success")
        .containsEntry("orgtable.requests", "1")
        .containsEntry("orgtable.read.units", "2.0")
        .containsEntry("orgtable.write.units", "0.0");
    assertThat(check.getError()).isNull();
  }

  @Test
  void the_span_of_an_operation_that_failed_has_the_exception() {
    Unavailable away = new Unavailable("no answer", false, null);

    assertThatThrownBy(
            () ->
                operations.observe(
                    "users.get",
                    () -> {
                      throw away;
                    }))
        .isSameAs(away);

    assertThat(span("orgtable users.get").getError()).isSameAs(away);
    assertThat(span("orgtable users.get").getTags()).containsEntry("outcome", "unavailable");
  }
}
