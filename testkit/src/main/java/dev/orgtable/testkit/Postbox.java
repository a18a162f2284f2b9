package dev.orgtable.testkit;

import dev.orgtable.job.InvitationMail;
import dev.orgtable.job.MailFailure;
import dev.orgtable.job.Mailer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A mailer that keeps what it is given, unless it is told to fail. */
public final class Postbox implements Mailer {

  private final Queue<InvitationMail> mails = new ConcurrentLinkedQueue<>();
  private volatile Runnable before = () -> {};

  @Override
  public void send(InvitationMail mail) {
    before.run();
    mails.add(mail);
  }

  /** Returns what was sent, in order. */
  public List<InvitationMail> mails() {
    return List.copyOf(mails);
  }

  /** Lets something happen before each mail is taken over, such as a failure. */
  public Postbox before(Runnable action) {
    before = action;
    return this;
  }

  /** Refuses each mail from now on, for a while or for good. */
  public Postbox failing(String why, boolean permanent) {
    return before(
        () -> {
          throw new MailFailure(why, permanent, new IllegalStateException("its cause"));
        });
  }
}
