package dev.orgtable.server.mail;

import dev.orgtable.job.MailFailure;
import dev.orgtable.job.Mailer;
import dev.orgtable.server.settings.MailSettings;
import dev.orgtable.server.settings.ServerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the mailer, if mails are enabled. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

  private static final String COUNTER = "orgtable.invitation.mails";

  /** Counts the outcome of each attempt. */
  @Bean
  InvitationMailer mailer(ServerSettings settings, InvitationLinks links, MeterRegistry meters) {
    Optional<MailSettings> mail = settings.invitations().mail();
    if (mail.isEmpty()) {
      return new InvitationMailer(Optional.empty());
    }
    Mailer smtp = smtp(mail.get(), links);
    return new InvitationMailer(
        Optional.of(
            invitation -> {
              String outcome = "failed";
              try {
                smtp.send(invitation);
                outcome = "sent";
              } catch (MailFailure e) {
                outcome = e.isPermanent() ? "refused" : "failed";
                throw e;
              } finally {
                meters.counter(COUNTER, "outcome", outcome).increment();
              }
            }));
  }

  private static Mailer smtp(MailSettings settings, InvitationLinks links) {
    try {
      return new SmtpMailer(settings, new MailTemplates(settings.templates()), links);
    } catch (IllegalArgumentException e) {
      throw new MailSettingsFailure(e);
    }
  }
}
