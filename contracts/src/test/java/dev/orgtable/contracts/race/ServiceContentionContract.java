package dev.orgtable.contracts.race;

import static dev.orgtable.contracts.Counted.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.Service;
import dev.orgtable.contracts.TableContract;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of a service when another write happens between the read and the write of an
 * operation. Bob is a member of the sample organisation, which has the sample service.
 */
final class ServiceContentionContract extends TableContract {

  private static final Group WRITERS = Group.of(BILLING, "writers");

  @BeforeEach
  final void createService() {
    user(ANN);
    user(BOB);
    user(CAT);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().memberships().addMember(BOB, ACME, Set.of());
  }

  @Test
  void a_member_put_into_its_groups_while_the_service_is_deleted_is_taken_out() {
    Runnable add = () -> orgtable().memberships().addToGroups(BOB, ACME, Set.of(READERS));

    meanwhile(add).services().delete(ACME, BILLING);

    assertThat(itemsNaming(BILLING)).isEmpty();
  }

  @Test
  void a_member_put_into_a_further_group_while_the_service_is_deleted_is_taken_out_of_it_too() {
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(READERS));
    Runnable add = () -> orgtable().memberships().addToGroups(BOB, ACME, Set.of(WRITERS));

    meanwhile(add).services().delete(ACME, BILLING);

    assertThat(itemsNaming(BILLING)).isEmpty();
  }

  @Test
  void groups_exchanged_while_the_service_is_deleted_leave_none_of_it() {
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(READERS));
    Runnable exchange =
        () -> orgtable().memberships().changeGroups(BOB, ACME, Set.of(WRITERS), Set.of(READERS));

    meanwhile(exchange).services().delete(ACME, BILLING);

    assertThat(itemsNaming(BILLING)).isEmpty();
  }

  @Test
  void an_invitation_to_its_groups_made_while_the_service_is_deleted_no_longer_offers_them() {
    Runnable invite = () -> orgtable().invitations().invite(CAT, ACME, Set.of(READERS, STAFF));

    meanwhile(invite).services().delete(ACME, BILLING);

    assertThat(itemsNaming(BILLING)).isEmpty();
    assertThat(orgtable().invitations().get(CAT, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void an_invitation_to_its_groups_accepted_while_the_service_is_deleted_gives_none_of_them() {
    orgtable().invitations().invite(CAT, ACME, Set.of(READERS, STAFF));
    Runnable accept = () -> orgtable().invitations().accept(CAT, ACME);

    meanwhile(accept).services().delete(ACME, BILLING);

    assertThat(itemsNaming(BILLING)).isEmpty();
    assertThat(orgtable().memberships().get(CAT, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void a_member_added_with_its_groups_while_the_service_is_deleted_keeps_none_of_them() {
    Runnable add =
        () -> orgtable().memberships().addMembers(ACME, Map.of(CAT, Set.of(READERS, STAFF)));

    meanwhile(add).services().delete(ACME, BILLING);

    assertThat(itemsNaming(BILLING)).isEmpty();
    assertThat(orgtable().memberships().get(CAT, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void a_member_removed_while_the_service_is_deleted_does_not_stand_in_the_way() {
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(READERS));
    Runnable remove = () -> orgtable().memberships().remove(BOB, ACME);

    meanwhile(remove).services().delete(ACME, BILLING);

    assertThat(itemsNaming(BILLING)).isEmpty();
  }

  @Test
  void a_member_who_changes_address_while_the_service_is_deleted_is_taken_out_of_its_groups() {
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(READERS));
    Runnable move = () -> orgtable().users().changeAddress(BOB, DAN);

    meanwhile(move).services().delete(ACME, BILLING);

    assertThat(itemsNaming(BILLING)).isEmpty();
  }

  @Test
  void a_service_made_anew_while_it_is_deleted_goes_with_all_its_groups() {
    Runnable renew =
        () -> {
          orgtable().services().delete(ACME, BILLING);
          service(ACME, BILLING);
          orgtable().memberships().addToGroups(BOB, ACME, Set.of(READERS));
        };
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(WRITERS));
    orgtable().memberships().removeFromGroups(BOB, ACME, Set.of(WRITERS));

    meanwhile(renew).services().delete(ACME, BILLING);

    assertThat(itemsNaming(BILLING)).isEmpty();
  }

  @Test
  void nobody_can_be_put_into_a_group_of_a_service_that_is_deleted_meanwhile() {
    assertThatThrownBy(
            () ->
                meanwhile(this::deleteService)
                    .memberships()
                    .addToGroups(BOB, ACME, Set.of(READERS)))
        .isInstanceOf(ServiceNotFound.class);

    assertThat(itemsNaming(BILLING)).isEmpty();
  }

  @Test
  void nobody_can_be_invited_to_a_group_of_a_service_that_is_deleted_meanwhile() {
    assertThatThrownBy(
            () -> meanwhile(this::deleteService).invitations().invite(CAT, ACME, Set.of(READERS)))
        .isInstanceOf(ServiceNotFound.class);

    assertThat(itemsNaming(CAT)).as("the user and its id").hasSize(2);
  }

  @Test
  void nobody_can_be_added_with_a_group_of_a_service_that_is_deleted_meanwhile() {
    assertThatThrownBy(
            () ->
                meanwhile(this::deleteService).memberships().addMember(CAT, ACME, Set.of(READERS)))
        .isInstanceOf(ServiceNotFound.class);

    assertThat(itemsNaming(CAT)).as("the user and its id").hasSize(2);
  }

  @Test
  void an_acceptance_during_the_deletion_of_a_service_gives_the_other_groups() {
    orgtable().invitations().invite(CAT, ACME, Set.of(READERS, STAFF));

    Member member = meanwhile(this::deleteService).invitations().accept(CAT, ACME);

    assertThat(member.groups()).containsExactly(STAFF);
    assertThat(orgtable().memberships().get(CAT, ACME)).isEqualTo(member);
  }

  @Test
  void groups_exchanged_while_the_service_is_deleted_do_not_bring_its_groups_back() {
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(READERS));

    meanwhile(this::deleteService)
        .memberships()
        .changeGroups(BOB, ACME, Set.of(STAFF), Set.of(Group.of("guests")));

    assertThat(orgtable().memberships().get(BOB, ACME).groups()).containsExactly(STAFF);
  }

  @Test
  void putting_a_service_that_is_created_meanwhile_renames_it() {
    orgtable().services().delete(ACME, BILLING);
    Service wanted = new Service(ACME, BILLING, "Invoices", 0);

    Service stored = meanwhile(() -> service(ACME, BILLING)).services().put(wanted).value();

    assertThat(counted(stored)).isEqualTo(new Service(ACME, BILLING, "Invoices", 2));
    assertThat(orgtable().services().get(ACME, BILLING)).isEqualTo(stored);
  }

  @Test
  void putting_a_service_that_is_renamed_meanwhile_has_the_last_word() {
    Service first = new Service(ACME, BILLING, "First", 0);
    Service second = new Service(ACME, BILLING, "Second", 0);

    Service stored =
        meanwhile(() -> orgtable().services().put(first)).services().put(second).value();

    assertThat(counted(stored)).isEqualTo(new Service(ACME, BILLING, "Second", 3));
    assertThat(orgtable().services().get(ACME, BILLING)).isEqualTo(stored);
  }

  @Test
  void putting_a_service_that_is_deleted_meanwhile_creates_it() {
    Service wanted = new Service(ACME, BILLING, "Invoices", 0);

    Service stored = meanwhile(this::deleteService).services().put(wanted).value();

    assertThat(counted(stored)).isEqualTo(new Service(ACME, BILLING, "Invoices", 1));
    assertThat(orgtable().services().get(ACME, BILLING)).isEqualTo(stored);
  }

  @Test
  void renaming_a_service_that_is_renamed_meanwhile_is_refused() {
    Service seen = orgtable().services().get(ACME, BILLING);
    Runnable rename =
        () -> orgtable().services().update(new Service(ACME, BILLING, "First", seen.revision()));

    assertThatThrownBy(
            () ->
                meanwhile(rename)
                    .services()
                    .update(new Service(ACME, BILLING, "Second", seen.revision())))
        .isInstanceOf(Stale.class);

    assertThat(orgtable().services().get(ACME, BILLING).name()).isEqualTo("First");
  }

  private void deleteService() {
    orgtable().services().delete(ACME, BILLING);
  }
}
