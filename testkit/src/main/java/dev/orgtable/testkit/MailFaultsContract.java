package dev.orgtable.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Delivery.State;
import dev.orgtable.OrgtableException;
import dev.orgtable.UserId;
import dev.orgtable.job.InvitationMail;
import dev.orgtable.job.MailFailure;
import dev.orgtable.testkit.fault.Fault;
import dev.orgtable.testkit.fault.FaultEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What is promised of mails when one call in ten goes wrong, and one mail in ten: each is sent in
 * the end, and the last one to an invitee has the token that is good. The failure tells the seed:
 * give it as {@code -Dorgtable.seed}.
 */
public abstract class MailFaultsContract extends MailTableContract {

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

  private @Nullable DynamoDbClient direct;
  private FaultEndpoint endpoint;
  private DynamoDbClient faulty;

  /** Returns the address of the engine to test on. */
  protected abstract URI engine();

  @Override
  protected final DynamoDbClient client() {
    DynamoDbClient client = direct == null ? FaultEndpoint.client(engine()) : direct;
    direct = client;
    return client;
  }

  @BeforeEach
  final void open() {
    endpoint = FaultEndpoint.inFrontOf(engine());
    faulty = FaultEndpoint.client(endpoint.uri());
  }

  @AfterEach
  final void close() {
    faulty.close();
    endpoint.close();
  }

  @Test
  void every_mail_is_sent_whatever_goes_wrong_at_random() {
    List<UserId> invitees =
        IntStream.range(0, 15).mapToObj(i -> UserId.of("u" + i + "@example.com")).toList();
    invitees.forEach(this::invite);
    Random random = Seed.random();
    postbox.before(
        () -> {
          if (random.nextDouble() < SOMETIMES) {
            throw new MailFailure("451 try later", false, new IllegalStateException("at random"));
          }
        });
    endpoint.planAtRandom(Seed.VALUE, SOMETIMES, ANY);

    int turns = 0;
    while (invitees.stream().anyMatch(each -> delivery(each).state() == State.DUE)
        && turns++ < MOST_TURNS) {
      turn();
      clock.advance(LEASE);
    }

    Map<UserId, String> last = new HashMap<>();
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
      deliver(faulty);
    } catch (OrgtableException e) {
      // It goes on in the next turn.
    }
  }
}
