package dev.orgtable.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Organisation;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.Engines;
import dev.orgtable.job.Mailer;
import dev.orgtable.store.Orgtable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Health and metrics of the table. */
final class OrgtableActuatorTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  MetricsAutoConfiguration.class,
                  CompositeMeterRegistryAutoConfiguration.class,
                  OrgtableAutoConfiguration.class,
                  OrgtableHealthAutoConfiguration.class,
                  OrgtableMetricsAutoConfiguration.class));
  private final ApplicationContextRunner embedded =
      runner.withPropertyValues("orgtable.embedded.enabled=true");

  @Test
  void the_table_is_up() {
    embedded.run(
        context ->
            assertThat(context.getBean("orgtableHealthIndicator", HealthIndicator.class).health())
                .extracting(Health::getStatus)
                .isEqualTo(Status.UP));
  }

  @Test
  void a_table_that_does_not_exist_is_down() {
    try (Engine engine = Engines.byDefault().inMemory()) {
      runner
          .withBean(DynamoDbClient.class, engine::client)
          .run(
              context -> {
                Health health = health(context.getBean(HealthIndicator.class));

                assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                assertThat(health.getDetails()).containsEntry("fault", "the table does not exist");
              });
    }
  }

  @Test
  void a_table_that_cannot_be_reached_is_down() {
    runner
        .withBean(DynamoDbClient.class, Clients::nowhere)
        .withPropertyValues("orgtable.deadline=3s", "orgtable.attempt-timeout=3s")
        .run(
            context ->
                assertThat(health(context.getBean(HealthIndicator.class)).getStatus())
                    .isEqualTo(Status.DOWN));
  }

  private static Health health(HealthIndicator indicator) {
    return java.util.Objects.requireNonNull(indicator.health());
  }

  @Test
  void health_can_be_switched_off() {
    embedded
        .withPropertyValues("management.health.orgtable.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
  }

  @Test
  void units_are_counted_by_operation() {
    Map<String, Cost> told = new HashMap<>();
    embedded
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withBean(
            CostListener.class,
            () -> report -> told.merge(report.operation(), report.cost(), Cost::plus))
        .run(
            context -> {
              Orgtable orgtable = context.getBean(Orgtable.class);
              EmailAddress ann = EmailAddress.of("ann@example.com");
              orgtable.users().create(User.of(ann, new Profile("Ann", "", ""), Instant.now()));
              orgtable.organisations().create("Acme", ann);

              MeterRegistry meters = context.getBean(MeterRegistry.class);
              assertThat(told.keySet()).contains("TransactWriteItems");
              told.forEach(
                  (operation, cost) -> {
                    assertThat(count(meters, "orgtable.requests", operation))
                        .isEqualTo(cost.requests());
                    assertThat(count(meters, "orgtable.read.units", operation))
                        .isEqualTo(cost.readUnits());
                    assertThat(count(meters, "orgtable.write.units", operation))
                        .isEqualTo(cost.writeUnits());
                  });
              assertThat(meters.get("orgtable.clock.skew").gauge().value()).isNaN();
            });
    assertThat(told.values()).anyMatch(cost -> cost.writeUnits() > 0);
  }

  /** Adds up the operations of the library that sent a request. */
  private static double count(MeterRegistry meters, String name, String request) {
    return meters.get(name).tag("request", request).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Test
  void operations_jobs_and_mails_are_observed() {
    embedded
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withConfiguration(
            AutoConfigurations.of(
                ObservationAutoConfiguration.class, OrgtableWorkerAutoConfiguration.class))
        .withBean(Mailer.class, () -> mail -> {})
        .withPropertyValues("orgtable.worker.poll=100ms")
        .run(
            context -> {
              Orgtable orgtable = context.getBean(Orgtable.class);
              EmailAddress ann = EmailAddress.of("ann@example.com");
              orgtable.users().create(User.of(ann, new Profile("Ann", "", ""), Instant.now()));
              Organisation acme = orgtable.organisations().create("Acme", ann);
              orgtable
                  .invitations()
                  .invite(EmailAddress.of("bob@example.com"), acme.id(), Set.of());

              MeterRegistry meters = context.getBean(MeterRegistry.class);
              await(() -> meters.find("orgtable.mails").tag("outcome", "sent").counter() != null);
              await(() -> meters.get("orgtable.jobs.open").gauge().value() == 0);
              assertThat(meters.get("orgtable.jobs.oldest.age").gauge().value()).isZero();
              await(() -> meters.get("orgtable.deliveries.failing").gauge().value() == 0);
              assertThat(meters.get("orgtable.deliveries.oldest.age").gauge().value()).isZero();
              assertThat(
                      meters
                          .get("orgtable.operation")
                          .tags("operation", "users.create", "outcome", "success")
                          .timer()
                          .count())
                  .isEqualTo(1);
            });
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.sleep(20);
    }
  }

  @Test
  void without_a_registry_nothing_is_counted() {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                OrgtableAutoConfiguration.class, OrgtableMetricsAutoConfiguration.class))
        .withPropertyValues("orgtable.embedded.enabled=true")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CostListener.class));
  }
}
