package dev.orgtable.contracts.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.contracts.WatchedClient;
import dev.orgtable.store.Orgtable;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A page of a partition takes one round trip: its query and the tombstones are read at once. */
final class RoundTripsContract extends TableContract {

  private static final Set<String> READS = Set.of("getItem", "query");
  private static final PageRequest FIRST = PageRequest.first(10);

  private Orgtable together;

  @BeforeEach
  void acme_with_a_service_and_an_invitation() {
    orgtable().users().create(User.of(ANN, new Profile("Ann", "", ""), CREATED));
    orgtable().users().create(User.of(BOB, new Profile("Bob", "", ""), CREATED));
    orgtable().organisations().create(ACME, "Acme", ANN);
    orgtable().services().create(ACME, "Billing");
    orgtable().invitations().invite(BOB, ACME, Set.of(STAFF));
    together = on(inPairs(client()));
  }

  @Test
  void members_are_read_in_one_round_trip() {
    assertThat(together.memberships().list(ACME, FIRST).items()).hasSize(1);
  }

  @Test
  void services_and_invitations_are_read_in_one_round_trip() {
    assertThat(together.services().list(ACME, FIRST).items()).hasSize(1);
    assertThat(together.invitations().list(ACME, FIRST).items()).hasSize(1);
  }

  @Test
  void the_invitations_of_a_user_are_read_in_one_round_trip() {
    assertThat(together.users().invitations(BOB, FIRST).items()).hasSize(1);
  }

  /** Returns a client that sends a read only when another one is about to be sent. */
  private static DynamoDbClient inPairs(DynamoDbClient client) {
    CyclicBarrier pair = new CyclicBarrier(2);
    return WatchedClient.of(
        client,
        (method, request) -> {
          if (READS.contains(method)) {
            pair.await(10, TimeUnit.SECONDS);
          }
        });
  }
}
