package dev.orgtable.metrics;

import dev.orgtable.job.InvitationMail;
import dev.orgtable.job.MailFailure;
import dev.orgtable.job.Mailer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts the attempts to send a mail by their outcome, as {@code orgtable.mails}: {@code sent},
 * {@code refused} for a permanent failure, {@code failed} for any other.
 */
public final class MeteredMailer implements Mailer {

  private final Mailer mailer;
  private final MeterRegistry meters;

  /** Creates a mailer that sends with another one. */
  public MeteredMailer(Mailer mailer, MeterRegistry meters) {
    this.mailer = mailer;
    this.meters = meters;
  }

  @Override
  public void send(InvitationMail mail) {
    String outcome = "failed";
    try {
      mailer.send(mail);
      outcome = "sent";
    } catch (MailFailure e) {
      outcome = e.isPermanent() ? "refused" : "failed";
      throw e;
    } finally {
      Counter.builder("orgtable.mails")
          .description("Attempts to send the mail of an invitation")
          .tag("outcome", outcome)
          .register(meters)
          .increment();
    }
  }
}
