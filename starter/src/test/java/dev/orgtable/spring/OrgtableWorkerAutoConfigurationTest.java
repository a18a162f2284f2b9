package dev.orgtable.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Delivery.State;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.event.Event;
import dev.orgtable.job.EventSubscriber;
import dev.orgtable.job.Mailer;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.Postbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The worker runs with the application, and ends with it. */
final class OrgtableWorkerAutoConfigurationTest {

  private static final EmailAddress ANN = EmailAddress.of("ann@example.com");
  private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
  private static final OrganisationId ACME = OrganisationId.of("acme");

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  OrgtableAutoConfiguration.class, OrgtableWorkerAutoConfiguration.class))
          .withPropertyValues("orgtable.embedded.enabled=true", "orgtable.worker.poll=100ms");

  @Test
  void invitations_are_mailed_by_the_mailer_of_the_application() throws InterruptedException {
    CountDownLatch sent = new CountDownLatch(1);
    Postbox postbox = new Postbox().before(sent::countDown);
    runner
        .withBean(Mailer.class, () -> postbox)
        .run(
            context -> {
              invite(context.getBean(Orgtable.class));

              assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
            });

    assertThat(postbox.mails()).extracting(mail -> mail.invitation().invitee()).containsOnly(BOB);
  }

  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @Test
  void a_subscriber_of_the_application_is_subscribed() {
    EventSubscriber audit =
        new EventSubscriber() {
          @Override
          public String name() {
            return "audit";
          }

          @Override
          public void accept(Event event) {}
        };
    runner
        .withBean(EventSubscriber.class, () -> audit)
        .run(
            context -> {
              Orgtable orgtable = context.getBean(Orgtable.class);

              while (!orgtable.events().unsubscribe("audit")) {
                Thread.sleep(10);
              }
            });
  }

  @Test
  void without_a_mailer_invitations_are_not_mailed() {
    runner.run(
        context -> {
          Orgtable orgtable = context.getBean(Orgtable.class);

          invite(orgtable);

          assertThat(orgtable.invitations().get(BOB, ACME).delivery()).isEmpty();
        });
  }

  @Test
  void without_a_mailer_invitations_request_mails_if_so_configured() {
    runner
        .withPropertyValues("orgtable.invitation-mails=true")
        .run(
            context -> {
              Orgtable orgtable = context.getBean(Orgtable.class);

              invite(orgtable);

              assertThat(orgtable.invitations().get(BOB, ACME).delivery())
                  .hasValueSatisfying(mail -> assertThat(mail.state()).isEqualTo(State.DUE));
            });
  }

  @Test
  void a_process_with_a_mailer_requests_none_if_so_configured() {
    runner
        .withPropertyValues("orgtable.invitation-mails=false")
        .withBean(Mailer.class, Postbox::new)
        .run(
            context -> {
              Orgtable orgtable = context.getBean(Orgtable.class);

              invite(orgtable);

              assertThat(orgtable.invitations().get(BOB, ACME).delivery()).isEmpty();
            });
  }

  @ExtendWith(OutputCaptureExtension.class)
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @Test
  void the_shutdown_does_not_wait_for_a_mailer_that_hangs(CapturedOutput output)
      throws InterruptedException {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Postbox hanging =
        new Postbox()
            .before(
                () -> {
                  sending.countDown();
                  awaitOf(ended);
                });

    LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
    String logger = OrgtableWorkerAutoConfiguration.class.getName();
    logging.setLogLevel(logger, LogLevel.WARN);

    runner
        .withPropertyValues("orgtable.worker.shutdown-timeout=1s")
        .withBean(Mailer.class, () -> hanging)
        .run(
            context -> {
              invite(context.getBean(Orgtable.class));
              assertThat(sending.await(20, TimeUnit.SECONDS)).isTrue();
            });

    assertThat(hanging.mails()).isEmpty();
    assertThat(output).contains("mails may still be in progress PT1S after the shutdown began");
    logging.setLogLevel(logger, null);
    ended.countDown();
  }

  private static void awaitOf(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void the_worker_can_be_left_to_another_process() {
    runner
        .withPropertyValues("orgtable.worker.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(Worker.class).hasNotFailed());
  }

  @Test
  void the_worker_starts_even_if_beans_are_made_when_needed() throws InterruptedException {
    CountDownLatch sent = new CountDownLatch(1);
    runner
        .withInitializer(
            context ->
                context.addBeanFactoryPostProcessor(
                    new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
        .withBean(Mailer.class, () -> new Postbox().before(sent::countDown))
        .run(
            context -> {
              invite(context.getBean(Orgtable.class));

              assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
            });
  }

  @Test
  void a_worker_of_the_application_takes_the_place() {
    runner
        .withUserConfiguration(Theirs.class)
        .run(
            context ->
                assertThat(context)
                    .doesNotHaveBean("orgtableWorkerStart")
                    .getBeanNames(Worker.class)
                    .containsOnly("theirs"));
  }

  @Test
  void the_settings_are_those_of_the_properties() {
    runner
        .withPropertyValues(
            "orgtable.worker.enabled=false",
            "orgtable.worker.write-units=9",
            "orgtable.worker.parallel=2",
            "orgtable.worker.lease=40s",
            "orgtable.worker.poll=3s",
            "orgtable.worker.shutdown-timeout=4s",
            "orgtable.worker.mails-per-hour.to-address=1",
            "orgtable.worker.mails-per-hour.by-person=2",
            "orgtable.worker.mails-per-hour.in-all=3")
        .run(
            context -> {
              WorkerSettings settings =
                  context.getBean(OrgtableProperties.class).worker().settings();
              assertThat(settings.writeUnits()).isEqualTo(9);
              assertThat(settings.parallel()).isEqualTo(2);
              assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(40));
              assertThat(settings.poll()).isEqualTo(Duration.ofSeconds(3));
              assertThat(settings.shutdownTimeout()).isEqualTo(Duration.ofSeconds(4));
              assertThat(settings.mailsAnHour().toAddress()).isEqualTo(1);
              assertThat(settings.mailsAnHour().byPerson()).isEqualTo(2);
              assertThat(settings.mailsAnHour().inAll()).isEqualTo(3);
            });
  }

  /** Without properties, those of the library apply. */
  @Test
  void the_defaults_are_those_of_the_library() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(OrgtableAutoConfiguration.class))
        .withPropertyValues("orgtable.embedded.enabled=true")
        .run(
            context -> {
              OrgtableProperties properties = context.getBean(OrgtableProperties.class);
              assertThat(properties.worker().settings()).isEqualTo(WorkerSettings.DEFAULT);
              assertThat(properties.settings()).isEqualTo(dev.orgtable.store.Settings.DEFAULT);
            });
  }

  @Configuration(proxyBeanMethods = false)
  static class Theirs {
    @Bean
    Worker theirs(Orgtable orgtable) {
      return Worker.of(orgtable, WorkerSettings.DEFAULT, failure -> {}).start();
    }
  }

  private static void invite(Orgtable orgtable) {
    orgtable.users().create(User.of(ANN, new Profile("Ann", "Archer", ""), Instant.now()));
    orgtable.organisations().create(ACME, "Acme", ANN);
    orgtable.invitations().invite(BOB, ACME, Set.of(Group.of("staff")));
  }
}
