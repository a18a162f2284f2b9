package dev.orgtable.job;

/** A mail could not be sent. */
public final class MailFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean permanent;

  /**
   * Creates the exception.
   *
   * @param message why, for those to read who may see the invitation; never with the token
   * @param permanent whether it will fail again in the same way: it is then not tried again
   */
  public MailFailure(String message, boolean permanent, Throwable cause) {
    super(message, cause);
    this.permanent = permanent;
  }

  /** Returns whether it will fail again in the same way. */
  public boolean isPermanent() {
    return permanent;
  }
}
