package dev.orgtable.spring;

import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.job.Worker;
import dev.orgtable.metrics.MeteredMailer;
import dev.orgtable.metrics.OperationMeters;
import dev.orgtable.metrics.TableGauges;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Configures the metrics of the table, and the observation of its operations, which are timed and
 * traced if the application has an {@link ObservationRegistry}.
 */
@AutoConfiguration(
    before = OrgtableAutoConfiguration.class,
    afterName =
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class OrgtableMetricsAutoConfiguration {

  @Bean
  CostListener orgtableOperationMeters(
      MeterRegistry meters, ObjectProvider<ObservationRegistry> observations) {
    return new OperationMeters(meters, observations.getIfUnique(() -> ObservationRegistry.NOOP));
  }

  @Bean
  MailerWrapper orgtableMailMeters(MeterRegistry meters) {
    return mailer -> new MeteredMailer(mailer, meters);
  }

  @Bean
  MeterBinder orgtableGauges(
      Orgtable orgtable, ObjectProvider<Worker> worker, ObjectProvider<Clock> clock) {
    return meters -> {
      TableGauges.bind(meters, orgtable);
      worker.ifAvailable(
          own -> TableGauges.bind(meters, own, clock.getIfUnique(() -> Settings.DEFAULT.clock())));
    };
  }
}
