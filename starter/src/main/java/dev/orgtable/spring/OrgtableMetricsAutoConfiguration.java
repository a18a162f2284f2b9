package dev.orgtable.spring;

import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.store.Orgtable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Configures the metrics of the table: requests and units by operation, and the clock's skew. */
@AutoConfiguration(
    before = OrgtableAutoConfiguration.class,
    afterName =
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class OrgtableMetricsAutoConfiguration {

  private static final double MILLIS = 1000;

  @Bean
  @ConditionalOnMissingBean(name = "orgtableUnitMeters")
  CostListener orgtableUnitMeters(MeterRegistry meters) {
    return new UnitMeters(meters);
  }

  /** How far this machine's clock is ahead of the engine's; NaN if unknown. */
  @Bean
  MeterBinder orgtableClockSkew(Orgtable orgtable) {
    return meters ->
        Gauge.builder(
                "orgtable.clock.skew",
                orgtable,
                table ->
                    table
                        .clockSkew()
                        .map(OrgtableMetricsAutoConfiguration::seconds)
                        .orElse(Double.NaN))
            .description(
                "How far this machine's clock is ahead of the engine's; negative if behind")
            .baseUnit("seconds")
            .register(meters);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / MILLIS;
  }
}
