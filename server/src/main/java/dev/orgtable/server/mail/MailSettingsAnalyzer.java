package dev.orgtable.server.mail;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells Spring Boot that nothing is broken when mails cannot be sent as it was said. */
final class MailSettingsAnalyzer extends AbstractFailureAnalyzer<MailSettingsFailure> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, MailSettingsFailure cause) {
    return new FailureAnalysis(cause.getMessage(), "Change the settings of mails.", cause);
  }
}
