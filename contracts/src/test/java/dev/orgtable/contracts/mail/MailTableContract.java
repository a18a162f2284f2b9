package dev.orgtable.contracts.mail;

import dev.orgtable.Delivery;
import dev.orgtable.EmailAddress;
import dev.orgtable.Invitation;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.Postbox;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The base of the contracts of mails: invitations to be mailed, and a mailbox. */
abstract class MailTableContract extends TableContract {

  static final Duration MINUTE = Duration.ofMinutes(1);

  final Postbox postbox = new Postbox();

  @BeforeEach
  final void ann_owns_acme() {
    user(ANN);
    organisation(ACME, ANN);
  }

  /** Returns the operations with mails enabled. */
  final Orgtable mailing() {
    return mailing(client());
  }

  /** Returns the operations with mails enabled, through another client. */
  final Orgtable mailing(DynamoDbClient other) {
    return on(other, settings().withInvitationMails());
  }

  final InvitationStore invitations() {
    return mailing().invitations();
  }

  final Invitation invite(EmailAddress invitee) {
    return invitations().invite(invitee, ACME, Set.of(STAFF), "Ann", Duration.ofDays(7));
  }

  /** Processes what is due, once. */
  final void deliver() {
    deliver(client());
  }

  /** Processes what is due, once, through another client. */
  final void deliver(DynamoDbClient other) {
    deliver(other, WorkerSettings.DEFAULT);
  }

  final void deliver(DynamoDbClient other, WorkerSettings settings) {
    try (Worker worker = postman(mailing(other), settings)) {
      deliver(worker);
    }
  }

  /** Processes what is due, once, by a worker that has polled before. */
  static void deliver(Worker worker) {
    try {
      worker.runOpen();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a worker that sends mails. */
  final Worker postman(Orgtable orgtable) {
    return postman(orgtable, WorkerSettings.DEFAULT);
  }

  private Worker postman(Orgtable orgtable, WorkerSettings settings) {
    return Worker.of(
        orgtable,
        settings.withWriteUnits(40_000).withMailer(postbox).withNanoTime(clock::nanoTime),
        e -> {
          throw e;
        });
  }

  /** Returns the status of the mail for Bob. */
  final Delivery delivery() {
    return delivery(BOB);
  }

  final Delivery delivery(EmailAddress invitee) {
    return invitations().get(invitee, ACME).delivery().orElseThrow();
  }
}
