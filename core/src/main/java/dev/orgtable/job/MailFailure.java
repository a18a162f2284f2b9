package dev.orgtable.job;

/** Thrown by a {@link Mailer} when a mail cannot be sent. */
public final class MailFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean permanent;

  /**
   * Creates the exception.
   *
   * @param message the reason, shown to everyone who may see the invitation; must not have the
   *     token
   * @param permanent whether every retry would fail in the same way; if so, the mail is not retried
   */
  public MailFailure(String message, boolean permanent, Throwable cause) {
    super(message, cause);
    this.permanent = permanent;
  }

  /** Returns whether every retry would fail in the same way. */
  public boolean isPermanent() {
    return permanent;
  }
}
