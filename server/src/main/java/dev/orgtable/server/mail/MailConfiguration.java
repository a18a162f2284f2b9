package dev.orgtable.server.mail;

import dev.orgtable.job.Mailer;
import dev.orgtable.metrics.MeteredMailer;
import dev.orgtable.server.console.group.GroupLabels;
import dev.orgtable.server.settings.Brand;
import dev.orgtable.server.settings.MailSettings;
import dev.orgtable.server.settings.ServerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the mailer, if mails are enabled. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

  /** Counts the outcome of each attempt. */
  @Bean
  InvitationMailer mailer(
      ServerSettings settings, InvitationLinks links, GroupLabels labels, MeterRegistry meters) {
    Brand brand = settings.invitations().brand();
    return new InvitationMailer(
        settings
            .invitations()
            .mail()
            .map(mail -> new MeteredMailer(smtp(mail, links, brand, labels), meters)));
  }

  private static Mailer smtp(
      MailSettings settings, InvitationLinks links, Brand brand, GroupLabels labels) {
    try {
      MailTemplates templates = new MailTemplates(settings.templates());
      return new SmtpMailer(settings, templates, links, brand, labels);
    } catch (IllegalArgumentException e) {
      throw new MailSettingsFailure(e);
    }
  }
}
