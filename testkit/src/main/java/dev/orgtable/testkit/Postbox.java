package dev.orgtable.testkit;

import dev.orgtable.job.InvitationMail;
import dev.orgtable.job.MailFailure;
import dev.orgtable.job.Mailer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A mailer that records mails, unless told to fail. */
public final class Postbox implements Mailer {

  private final Queue<InvitationMail> mails = new ConcurrentLinkedQueue<>();
  private volatile Runnable before = () -> {};

  @Override
  public void send(InvitationMail mail) {
    before.run();
    mails.add(mail);
  }

  /** Returns the mails sent, in order. */
  public List<InvitationMail> mails() {
    return List.copyOf(mails);
  }

  /** Runs an action before each mail is accepted; it may throw. */
  public Postbox before(Runnable action) {
    before = action;
    return this;
  }

  /** Refuses every mail from now on, with a temporary or permanent failure. */
  public Postbox failing(String why, boolean permanent) {
    return before(
        () -> {
          throw new MailFailure(why, permanent, new IllegalStateException("its cause"));
        });
  }
}
