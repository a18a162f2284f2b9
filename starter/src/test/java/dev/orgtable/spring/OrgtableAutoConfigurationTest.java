package dev.orgtable.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.dynamodb.TableSettings;
import dev.orgtable.embedded.Engine;
import dev.orgtable.embedded.Engines;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.TestClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/** The table comes from the properties, and from the beans that the application has. */
final class OrgtableAutoConfigurationTest {

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(OrgtableAutoConfiguration.class));
  private final ApplicationContextRunner embedded =
      runner.withPropertyValues("orgtable.embedded.enabled=true");

  @Test
  void the_embedded_engine_has_its_table_at_once() {
    embedded.run(
        context -> {
          Orgtable orgtable = context.getBean(Orgtable.class);

          orgtable.users().create(ann());

          assertThat(orgtable.users().get(ANN).profile().firstName()).isEqualTo("Ann");
          assertThat(context).doesNotHaveBean(DynamoDbClient.class);
        });
  }

  @Test
  void the_embedded_engine_keeps_its_table_in_a_directory(@TempDir Path directory) {
    ApplicationContextRunner stored =
        embedded.withPropertyValues("orgtable.embedded.directory=" + directory);
    stored.run(context -> context.getBean(Orgtable.class).users().create(ann()));

    stored.run(
        context ->
            assertThat(context.getBean(Orgtable.class).users().get(ANN).email()).isEqualTo(ANN));
  }

  @Test
  void the_embedded_engine_must_be_on_the_class_path() {
    embedded
        .withBean(DynamoDbClient.class, Clients::nowhere)
        .withClassLoader(new FilteredClassLoader(Engine.class))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("dev.orgtable:orgtable-embedded"));
  }

  @Test
  void a_client_is_made_for_the_region_and_the_endpoint() {
    runner
        .withPropertyValues(
            "orgtable.region=eu-west-3",
            "orgtable.endpoint=http://localhost:8000",
            "orgtable.deadline=9s",
            "orgtable.attempt-timeout=2s")
        .run(
            context -> {
              DynamoDbServiceClientConfiguration made =
                  context.getBean(DynamoDbClient.class).serviceClientConfiguration();

              assertThat(made.region()).isEqualTo(Region.EU_WEST_3);
              assertThat(made.endpointOverride()).contains(URI.create("http://localhost:8000"));
              assertThat(made.overrideConfiguration().apiCallTimeout())
                  .contains(Duration.ofSeconds(9));
              assertThat(made.overrideConfiguration().apiCallAttemptTimeout())
                  .contains(Duration.ofSeconds(2));
            });
  }

  @Test
  void the_client_of_the_application_is_taken_and_asked_nothing() {
    DynamoDbClient client = Clients.nowhere();
    runner
        .withBean("theirs", DynamoDbClient.class, () -> client)
        .run(
            context -> {
              assertThat(context).hasSingleBean(DynamoDbClient.class);
              assertThat(context.getBean(Orgtable.class).context().connection().client())
                  .isSameAs(client);
            });
  }

  @Test
  void the_table_is_created_on_demand() {
    try (Engine engine = Engines.byDefault().inMemory()) {
      ApplicationContextRunner theirs =
          runner
              .withBean(DynamoDbClient.class, engine::client)
              .withPropertyValues("orgtable.table=members");
      theirs.run(
          context -> assertThat(context.getBean(Orgtable.class).schema().describe()).isEmpty());

      theirs
          .withPropertyValues("orgtable.create-table=true")
          .run(
              context -> {
                var table = context.getBean(Orgtable.class).schema().describe().orElseThrow();
                assertThat(table.name()).isEqualTo("members");
                assertThat(table.removesExpired()).isTrue();
              });
    }
  }

  @Test
  void the_settings_are_those_of_the_properties() {
    embedded
        .withPropertyValues(
            "orgtable.deadline=7s", "orgtable.attempt-timeout=2s", "orgtable.open-invitations=5")
        .run(
            context -> {
              var used = context.getBean(Orgtable.class).context();
              TableSettings settings = used.connection().settings();
              assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(7));
              assertThat(settings.attemptTimeout()).isEqualTo(Duration.ofSeconds(2));
              assertThat(settings.listener()).isSameAs(CostListener.NONE);
              assertThat(used.limits().openInvitations()).isEqualTo(5);
              assertThat(used.limits().invitationMails()).isFalse();
            });
  }

  @Test
  void the_clock_of_the_application_is_taken() {
    TestClock clock = new TestClock();
    embedded
        .withBean(Clock.class, () -> clock)
        .run(
            context -> {
              Orgtable orgtable = context.getBean(Orgtable.class);
              orgtable.users().create(ann());

              assertThat(orgtable.organisations().create("Acme", ANN).createdAt())
                  .isEqualTo(clock.instant());
            });
  }

  @Test
  void all_cost_listeners_are_told() {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    embedded
        .withBean("first", CostListener.class, () -> report -> first.add(report.operation()))
        .withBean("second", CostListener.class, () -> report -> second.add(report.operation()))
        .run(
            context -> {
              context.getBean(Orgtable.class).users().create(ann());

              assertThat(first).isNotEmpty().isEqualTo(second);
            });
  }

  @Test
  void a_store_of_the_application_takes_the_place() {
    Orgtable theirs = Orgtable.on(Clients.nowhere(), "theirs");
    embedded
        .withBean(Orgtable.class, () -> theirs)
        .run(context -> assertThat(context.getBean(Orgtable.class)).isSameAs(theirs));
  }

  @Test
  void with_a_store_of_the_application_there_is_no_client_of_ours() {
    Orgtable theirs = Orgtable.on(Clients.nowhere(), "theirs");
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(OrgtableAutoConfiguration.class))
        .withBean(Orgtable.class, () -> theirs)
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(DynamoDbClient.class)
                    .doesNotHaveBean("orgtableEngine"));
  }

  @ParameterizedTest
  @CsvSource({
    "orgtable.table=no table, table must be a table name",
    "orgtable.deadline=1ms, deadline must be at least",
    "orgtable.attempt-timeout=11s, attemptTimeout must be",
    "orgtable.open-invitations=0, openInvitations must be",
    "orgtable.worker.write-units=0, writeUnits must be",
    "orgtable.worker.parallel=101, parallel must be",
    "orgtable.worker.lease=1ms, lease must be",
    "orgtable.worker.poll=1ms, poll must be",
    "orgtable.worker.mails-per-hour.in-all=0, inAll must be",
    "orgtable.tabel=misspelt, orgtable.tabel"
  })
  void a_value_that_breaks_a_rule_and_a_misspelt_option_are_refused(String property, String told) {
    embedded
        .withPropertyValues(property)
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(told));
  }

  private static User ann() {
    return User.of(ANN, new Profile("Ann", "Archer", ""), Instant.now());
  }
}
