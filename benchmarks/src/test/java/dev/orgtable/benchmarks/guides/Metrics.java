package dev.orgtable.benchmarks.guides;

import dev.orgtable.metrics.OperationMeters;
import dev.orgtable.metrics.TableGauges;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The metrics of {@code docs/operations.md}. */
final class Metrics {

  private Metrics() {}

  static Orgtable measured(
      DynamoDbClient client, MeterRegistry meters, ObservationRegistry observations) {
    OperationMeters operations = new OperationMeters(meters, observations);
    Orgtable orgtable = Orgtable.on(client, "orgtable", Settings.DEFAULT.withCosts(operations));
    TableGauges.bind(meters, orgtable);
    return orgtable;
  }
}
