package dev.orgtable.server;

import dev.orgtable.dynamodb.CostListener;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.metrics.OperationMeters;
import dev.orgtable.metrics.TableGauges;
import dev.orgtable.server.caller.CurrentOrigin;
import dev.orgtable.server.mail.InvitationMailer;
import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.server.web.RequestCosts;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Settings;
import dev.orgtable.webhook.WebhookSender;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The components of the server. */
@SpringBootApplication(proxyBeanMethods = false)
class ServerApplication {

  @Bean
  Orgtable orgtable(
      DynamoDbClient client,
      ServerSettings settings,
      RequestCosts costs,
      Clock clock,
      MeterRegistry meters,
      ObservationRegistry observations) {
    Settings store =
        Settings.DEFAULT
            .withClock(clock)
            .withCosts(CostListener.all(List.of(costs, new OperationMeters(meters, observations))))
            .withOpenInvitations(settings.invitations().open());
    return Orgtable.on(
            client,
            settings.table(),
            settings.invitations().mail().isPresent() ? store.withInvitationMails() : store)
        .from(new CurrentOrigin());
  }

  /**
   * Runs background tasks, and sends mails and webhooks, alongside the workers of other servers.
   */
  @Bean(destroyMethod = "close")
  Worker worker(
      Orgtable orgtable,
      ServerSettings settings,
      InvitationMailer mails,
      WebhookSender webhooks,
      Clock clock) {
    WorkerSettings usual =
        WorkerSettings.DEFAULT.withMailsAnHour(settings.invitations().mailsAnHour());
    WorkerSettings how =
        settings.webhooks().keys().map(keys -> usual.withWebhooks(keys, webhooks)).orElse(usual);
    return Worker.of(
        orgtable, mails.mailer().map(how::withMailer).orElse(how), new BackgroundFailures(clock));
  }

  @Bean
  MeterBinder gauges(Orgtable orgtable, Worker worker, Clock clock) {
    return meters -> {
      TableGauges.bind(meters, orgtable);
      TableGauges.bind(meters, worker, clock);
    };
  }

  /** Starts the worker once the server listens, since mails may link to its port. */
  @Bean
  ApplicationRunner startOf(Worker worker) {
    return arguments -> worker.start();
  }
}
