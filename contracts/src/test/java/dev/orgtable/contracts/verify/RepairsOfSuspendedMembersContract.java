package dev.orgtable.contracts.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.Group;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Maintenance;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of repairs beside suspended members: none ends a suspension. */
final class RepairsOfSuspendedMembersContract extends TableContract {

  private static final String ORGANISATION = "organisation/acme";
  private static final String MEMBER = "organisationGroupMember/bob@example.com";

  @BeforeEach
  void bob_is_a_suspended_owner() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of(Group.OWNER));
    orgtable().memberships().suspend(BOB, ACME);
  }

  private void repair() {
    Maintenance.of(orgtable()).repair().apply(step -> {});
  }

  @Test
  void a_suspended_owner_is_not_counted() {
    set(ORGANISATION, "organisation", "ownerCount", AttributeValue.fromN("2"));

    repair();

    assertThat(ownerCount(ACME)).isOne();
    assertThat(orgtable().memberships().get(BOB, ACME).isActive()).isFalse();
  }

  @Test
  void a_suspended_member_who_has_not_accepted_gets_no_invitation() {
    set(
        "user/bob@example.com",
        "userOrganisation/acme",
        "acceptedAt",
        AttributeValue.fromNul(true));

    repair();

    assertThatThrownBy(() -> orgtable().invitations().accept(BOB, ACME))
        .isInstanceOf(InvitationNotFound.class);
    assertThat(item(ORGANISATION, MEMBER)).isEmpty();
    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void a_suspension_since_no_time_stays_one() {
    set(ORGANISATION, MEMBER, "suspendedAt", AttributeValue.fromS("soon"));
    assertThat(orgtable().memberships().check(Check.member(BOB, ACME)).member()).isFalse();

    repair();

    assertThat(orgtable().memberships().get(BOB, ACME).suspendedAt()).contains(clock.instant());
  }
}
