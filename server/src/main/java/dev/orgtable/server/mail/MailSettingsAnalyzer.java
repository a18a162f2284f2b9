package dev.orgtable.server.mail;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports invalid mail settings to Spring Boot as a configuration error. */
final class MailSettingsAnalyzer extends AbstractFailureAnalyzer<MailSettingsFailure> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, MailSettingsFailure cause) {
    return new FailureAnalysis(cause.getMessage(), "Change the mail settings.", cause);
  }
}
