package dev.orgtable.spring;

import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.RequestReport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts the requests to DynamoDB and the units that they consume, by operation of its API. Names
 * no keys, which may be of persons.
 */
final class UnitMeters implements CostListener {

  private static final String OPERATION = "operation";

  private final MeterProvider<Counter> requests;
  private final MeterProvider<Counter> readUnits;
  private final MeterProvider<Counter> writeUnits;

  UnitMeters(MeterRegistry meters) {
    requests = counter(meters, "orgtable.requests", "Requests answered by DynamoDB");
    readUnits = counter(meters, "orgtable.read.units", "Read units consumed");
    writeUnits = counter(meters, "orgtable.write.units", "Write units consumed");
  }

  private static MeterProvider<Counter> counter(MeterRegistry meters, String name, String what) {
    return Counter.builder(name).description(what).withRegistry(meters);
  }

  @Override
  public void answered(RequestReport report) {
    String operation = report.operation();
    requests.withTag(OPERATION, operation).increment(report.cost().requests());
    readUnits.withTag(OPERATION, operation).increment(report.cost().readUnits());
    writeUnits.withTag(OPERATION, operation).increment(report.cost().writeUnits());
  }
}
