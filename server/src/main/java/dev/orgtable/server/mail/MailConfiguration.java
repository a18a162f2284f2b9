package dev.orgtable.server.mail;

import dev.orgtable.job.Mailer;
import dev.orgtable.metrics.MeteredMailer;
import dev.orgtable.server.settings.Brand;
import dev.orgtable.server.settings.MailSettings;
import dev.orgtable.server.settings.ServerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the mailer, if mails are enabled. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

  /** Counts the outcome of each attempt. */
  @Bean
  InvitationMailer mailer(ServerSettings settings, InvitationLinks links, MeterRegistry meters) {
    Optional<MailSettings> mail = settings.invitations().mail();
    if (mail.isEmpty()) {
      return new InvitationMailer(Optional.empty());
    }
    return new InvitationMailer(
        Optional.of(
            new MeteredMailer(smtp(mail.get(), links, settings.invitations().brand()), meters)));
  }

  private static Mailer smtp(MailSettings settings, InvitationLinks links, Brand brand) {
    try {
      return new SmtpMailer(settings, new MailTemplates(settings.templates()), links, brand);
    } catch (IllegalArgumentException e) {
      throw new MailSettingsFailure(e);
    }
  }
}
