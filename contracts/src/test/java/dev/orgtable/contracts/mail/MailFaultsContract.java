package dev.orgtable.contracts.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Delivery.State;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException;
import dev.orgtable.contracts.Engine;
import dev.orgtable.job.InvitationMail;
import dev.orgtable.job.MailFailure;
import dev.orgtable.testkit.Seed;
import dev.orgtable.testkit.fault.Fault;
import dev.orgtable.testkit.fault.FaultyEngine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The contract of mails when one call in ten and one mail in ten fail: each is sent in the end, and
 * the last one to an invitee has the valid token. A failure shows the seed: pass it as {@code
 * -Dorgtable.seed}.
 */
@Tag("faults")
final class MailFaultsContract extends MailTableContract {

  private static final double SOMETIMES = 0.1;
  private static final int MOST_TURNS = 100;
  private static final Duration LEASE = Duration.ofMinutes(6);

  private static final List<Fault> ANY =
      List.of(
          Fault.closed(),
          Fault.dropped(),
          Fault.reset(),
          Fault.cut(),
          Fault.garbled(),
          Fault.error(503, "ServiceUnavailable"),
          Fault.errorAfter(500, "InternalServerError"),
          Fault.error(400, "ThrottlingException"),
          Fault.error(400, "ExpiredTokenException"),
          Fault.conflict("TransactionConflict"),
          Fault.unprocessed());

  @RegisterExtension final FaultyEngine faulty = new FaultyEngine(Engine.uri());

  @Override
  protected DynamoDbClient client() {
    return Engine.clientOverHttp();
  }

  @Test
  void every_mail_is_sent_whatever_goes_wrong_at_random() {
    List<EmailAddress> invitees =
        IntStream.range(0, 15).mapToObj(i -> EmailAddress.of("u" + i + "@example.com")).toList();
    invitees.forEach(this::invite);
    Random random = Seed.random();
    postbox.before(
        () -> {
          if (random.nextDouble() < SOMETIMES) {
            throw new MailFailure("451 try later", false, new IllegalStateException("at random"));
          }
        });
    faulty.endpoint().planAtRandom(Seed.VALUE, SOMETIMES, ANY);

    int turns = 0;
    while (invitees.stream().anyMatch(each -> delivery(each).state() == State.DUE)
        && turns++ < MOST_TURNS) {
      turn();
      clock.advance(LEASE);
    }

    Map<EmailAddress, String> last = new HashMap<>();
    for (InvitationMail mail : postbox.mails()) {
      last.put(mail.invitation().invitee(), mail.token());
    }
    assertThat(last.keySet()).as(Seed.option()).containsExactlyInAnyOrderElementsOf(invitees);
    assertThat(last.values())
        .as(Seed.option())
        .allSatisfy(token -> assertThat(invitations().getByToken(token).isUser()).isFalse());
    assertThat(invitees).as(Seed.option()).allMatch(each -> delivery(each).state() == State.SENT);
  }

  private void turn() {
    try {
      deliver(faulty.client());
    } catch (OrgtableException e) {
      // The next run continues.
    }
  }
}
