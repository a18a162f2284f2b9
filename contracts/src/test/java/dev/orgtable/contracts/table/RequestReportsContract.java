package dev.orgtable.contracts.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.PageRequest;
import dev.orgtable.User;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.dynamodb.RequestReport;
import dev.orgtable.job.Worker;
import dev.orgtable.job.WorkerSettings;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of request reports: a listener receives each request to DynamoDB with its capacity.
 */
final class RequestReportsContract extends TableContract {

  /** More invitations than one transaction can delete, so that a worker removes them. */
  private static final int INVITEES = 60;

  private final List<RequestReport> sent = new CopyOnWriteArrayList<>();

  @BeforeEach
  void ann_owns_acme() {
    user(ANN);
    organisation(ACME, ANN);
  }

  private Orgtable listening() {
    return on(client(), settings().withCosts(sent::add));
  }

  private List<String> told() {
    return sent.stream().map(each -> each.operation() + " " + each.keys()).toList();
  }

  @Test
  void a_read_tells_the_key() {
    listening().users().get(ANN);

    assertThat(sent)
        .containsExactly(
            new RequestReport("GetItem", List.of("user/ann@example.com user"), new Cost(1, 1, 0)));
  }

  @Test
  void a_query_tells_the_partition_and_what_the_sort_keys_begin_with() {
    listening().memberships().list(ACME, PageRequest.first(10));

    assertThat(told()).contains("Query [organisation/acme organisationGroupMember/]");
  }

  @Test
  void a_query_of_the_index_tells_so() {
    listening().users().search("a", PageRequest.first(10));

    assertThat(told()).containsExactly("Query [index directory user a]");
  }

  @Test
  void a_batch_tells_each_key() {
    listening().memberships().check(List.of(Check.member(ANN, ACME)), Consistency.STRONG);

    assertThat(told().get(0))
        .startsWith("BatchGetItem [")
        .contains("organisation/acme organisationGroupMember/ann@example.com");
  }

  @Test
  void a_transaction_tells_each_action() {
    user(BOB);

    listening().invitations().invite(BOB, ACME, Set.of());

    assertThat(told().get(told().size() - 1))
        .startsWith("TransactWriteItems [")
        .contains("put user/bob@example.com userOrganisation/acme")
        .contains("put organisation/acme organisationInvitation/bob@example.com");
  }

  @Test
  void a_refused_write_is_told_too() {
    User again = User.of(ANN, profile(ANN), CREATED);

    assertThatThrownBy(() -> listening().users().create(again))
        .isInstanceOf(UserAlreadyExists.class);

    assertThat(told()).hasSize(1);
    assertThat(told().get(0))
        .startsWith(
            "TransactWriteItems [put user/ann@example.com user, put userId/%s userId, "
                .formatted(again.id()))
        .contains("put userEvents/%s userEvent/".formatted(again.id()));
    assertThat(sent.get(0).cost().writeUnits()).isEqualTo(6);
  }

  @Test
  void a_worker_tells_its_requests_too() throws InterruptedException {
    for (int i = 0; i < INVITEES; i++) {
      orgtable()
          .invitations()
          .invite(EmailAddress.of("invitee" + i + "@example.com"), ACME, Set.of());
    }
    orgtable().organisations().delete(ACME);

    try (Worker worker = Worker.of(listening(), WorkerSettings.DEFAULT, e -> {})) {
      worker.runOpen();
    }

    assertThat(told()).contains("Query [index directory job open/]");
    for (int i = 0; i < INVITEES; i++) {
      String invitation = "organisation/acme organisationInvitation/invitee" + i + "@example.com";
      assertThat(told()).anyMatch(each -> each.contains("delete " + invitation));
    }
  }
}
