package dev.orgtable.contracts.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.contracts.TableContract;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of the deletion of users. Bob is deleted, Ann owns the sample organisations. */
final class UserDeletionContract extends TableContract {

  @BeforeEach
  final void createOrganisations() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    organisation(BETA, ANN);
  }

  @Test
  void nothing_names_a_deleted_user() {
    service(ACME, BILLING);
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF, READERS));
    orgtable().invitations().invite(BOB, BETA, Set.of(STAFF));

    orgtable().users().delete(BOB);

    assertThat(itemsNaming(BOB)).isEmpty();
    assertThat(itemsNaming(ACME)).isNotEmpty();
    assertThat(itemsNaming(BETA)).isNotEmpty();
  }

  @Test
  void an_expired_invitation_goes_with_the_user() {
    orgtable().invitations().invite(BOB, ACME, Set.of());
    clock.advance(Duration.ofDays(30));

    orgtable().users().delete(BOB);

    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void a_user_who_is_one_of_several_owners_is_deleted() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(Group.OWNER));

    orgtable().users().delete(BOB);

    assertThat(itemsNaming(BOB)).isEmpty();
    assertThat(item("organisation/acme", "organisation"))
        .containsEntry("ownerCount", AttributeValue.fromN("1"));
  }

  @Test
  void the_last_owner_is_not_deleted_and_is_told_where() {
    orgtable().memberships().addMember(BOB, ACME, Set.of(Group.OWNER));
    organisation(OrganisationId.of("gamma"), ANN);
    var before = items();

    assertThatThrownBy(() -> orgtable().users().delete(ANN))
        .isInstanceOfSatisfying(
            LastOwner.class,
            e -> {
              assertThat(e.user()).isEqualTo(ANN);
              assertThat(e.organisations())
                  .containsExactlyInAnyOrder(BETA, OrganisationId.of("gamma"));
            });

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void a_user_who_is_not_there_cannot_be_deleted() {
    orgtable().invitations().invite(CAT, ACME, Set.of());

    assertThatThrownBy(() -> orgtable().users().delete(CAT))
        .isInstanceOfSatisfying(UserNotFound.class, e -> assertThat(e.user()).isEqualTo(CAT));

    assertThat(orgtable().invitations().get(CAT, ACME).invitee()).isEqualTo(CAT);
  }

  @Test
  void a_user_of_24_memberships_and_invitations_is_deleted() {
    join(12);
    invite(12);

    orgtable().users().delete(BOB);

    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void a_user_of_25_memberships_and_invitations_is_deleted_by_a_job() {
    join(13);
    invite(12);

    var job = orgtable().users().delete(BOB);
    work();

    assertThat(job).isPresent();
    assertThat(itemsNaming(BOB)).isEmpty();
  }

  private void join(int count) {
    for (int i = 0; i < count; i++) {
      OrganisationId id = OrganisationId.of("member-of-" + i);
      organisation(id, ANN);
      orgtable().memberships().addMember(BOB, id, Set.of());
    }
  }

  private void invite(int count) {
    for (int i = 0; i < count; i++) {
      OrganisationId id = OrganisationId.of("invited-to-" + i);
      organisation(id, ANN);
      orgtable().invitations().invite(BOB, id, Set.of());
    }
  }
}
