package dev.orgtable.server.mail;

/** The mail settings are invalid, or a template does not work. */
public final class MailSettingsFailure extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  MailSettingsFailure(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }
}
