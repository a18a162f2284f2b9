package dev.orgtable.server.mail;

/** Mails cannot be sent as it was said. */
public final class MailSettingsFailure extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  MailSettingsFailure(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }
}
