package dev.orgtable.contracts.race;

import static dev.orgtable.contracts.Counted.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Organisation;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.PageRequest;
import dev.orgtable.UserInvitation;
import dev.orgtable.contracts.TableContract;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of an organisation when another write happens between the read and the write of an
 * operation. Ann owns the sample organisation.
 */
final class OrganisationContentionContract extends TableContract {

  @BeforeEach
  final void createOrganisation() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
  }

  @Test
  void an_invitation_made_while_the_organisation_is_deleted_is_deleted_too() {
    Runnable invite = () -> orgtable().invitations().invite(BOB, ACME, Set.of(STAFF));

    meanwhile(invite).organisations().delete(ACME);

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void an_invitation_made_while_the_organisation_is_made_anew_carries_the_new_name() {
    Runnable makeAnew =
        () -> {
          orgtable().organisations().delete(ACME);
          orgtable().organisations().create(ACME, "New", ANN);
        };

    meanwhile(makeAnew).invitations().invite(BOB, ACME, Set.of(STAFF));

    assertThat(orgtable().users().details(BOB).invitations())
        .extracting(UserInvitation::name)
        .containsExactly("New");
  }

  @Test
  void a_member_added_while_the_organisation_is_deleted_is_deleted_too() {
    Runnable add = () -> orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF));

    meanwhile(add).organisations().delete(ACME);

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void a_service_created_while_the_organisation_is_deleted_is_deleted_too() {
    Runnable create = () -> service(ACME, BILLING);

    meanwhile(create).organisations().delete(ACME);

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void an_invitation_accepted_while_the_organisation_is_deleted_leaves_no_member() {
    orgtable().invitations().invite(BOB, ACME, Set.of(STAFF));
    Runnable accept = () -> orgtable().invitations().accept(BOB, ACME);

    meanwhile(accept).organisations().delete(ACME);

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void a_member_removed_while_the_organisation_is_deleted_does_not_stand_in_the_way() {
    orgtable().memberships().addMember(BOB, ACME, Set.of());
    Runnable remove = () -> orgtable().memberships().remove(BOB, ACME);

    meanwhile(remove).organisations().delete(ACME);

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void a_service_deleted_while_the_organisation_is_deleted_does_not_stand_in_the_way() {
    service(ACME, BILLING);
    Runnable delete = () -> orgtable().services().delete(ACME, BILLING);

    meanwhile(delete).organisations().delete(ACME);

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void a_member_who_changes_address_while_the_organisation_is_deleted_is_deleted_from_it() {
    orgtable().memberships().addMember(BOB, ACME, Set.of());
    Runnable move = () -> orgtable().users().changeAddress(BOB, CAT);

    meanwhile(move).organisations().delete(ACME);

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void an_organisation_made_anew_while_it_is_deleted_goes_with_all_its_members() {
    Runnable renew =
        () -> {
          orgtable().organisations().delete(ACME);
          organisation(ACME, BOB);
        };

    meanwhile(renew).organisations().delete(ACME);

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void nobody_can_be_invited_into_an_organisation_that_is_deleted_meanwhile() {
    Runnable delete = () -> orgtable().organisations().delete(ACME);

    assertThatThrownBy(() -> meanwhile(delete).invitations().invite(BOB, ACME, Set.of()))
        .isInstanceOf(OrganisationNotFound.class);

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void nobody_can_accept_into_an_organisation_that_is_deleted_meanwhile() {
    orgtable().invitations().invite(BOB, ACME, Set.of());
    Runnable delete = () -> orgtable().organisations().delete(ACME);

    assertThatThrownBy(() -> meanwhile(delete).invitations().accept(BOB, ACME))
        .isInstanceOf(InvitationNotFound.class);

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void nobody_can_be_added_to_an_organisation_that_is_deleted_meanwhile() {
    Runnable delete = () -> orgtable().organisations().delete(ACME);

    assertThatThrownBy(() -> meanwhile(delete).memberships().addMember(BOB, ACME, Set.of()))
        .isInstanceOf(OrganisationNotFound.class);

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void no_service_can_be_created_in_an_organisation_that_is_deleted_meanwhile() {
    Runnable delete = () -> orgtable().organisations().delete(ACME);

    assertThatThrownBy(() -> meanwhile(delete).services().create(ACME, "Billing"))
        .isInstanceOf(OrganisationNotFound.class);

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void an_organisation_that_is_deleted_meanwhile_cannot_be_renamed() {
    Runnable delete = () -> orgtable().organisations().delete(ACME);

    assertThatThrownBy(() -> meanwhile(delete).organisations().rename(ACME, "New"))
        .isInstanceOf(OrganisationNotFound.class);

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void an_invitation_made_while_the_organisation_is_renamed_carries_the_new_name() {
    Runnable invite = () -> orgtable().invitations().invite(BOB, ACME, Set.of());

    meanwhile(invite).organisations().rename(ACME, "New");

    assertThat(nameInInvitationOf(BOB)).isEqualTo("New");
  }

  @Test
  void an_invitation_accepted_while_the_organisation_is_renamed_carries_the_new_name() {
    orgtable().invitations().invite(BOB, ACME, Set.of());
    Runnable accept = () -> orgtable().invitations().accept(BOB, ACME);

    meanwhile(accept).organisations().rename(ACME, "New");

    assertThat(nameInMembershipOf(BOB)).isEqualTo("New");
  }

  @Test
  void a_member_added_while_the_organisation_is_renamed_carries_the_new_name() {
    Runnable add = () -> orgtable().memberships().addMember(BOB, ACME, Set.of());

    meanwhile(add).organisations().rename(ACME, "New");

    assertThat(nameInMembershipOf(BOB)).isEqualTo("New");
  }

  @Test
  void an_organisation_renamed_while_someone_is_invited_gives_the_new_name() {
    Runnable rename = () -> orgtable().organisations().rename(ACME, "New");

    meanwhile(rename).invitations().invite(BOB, ACME, Set.of());

    assertThat(nameInInvitationOf(BOB)).isEqualTo("New");
  }

  @Test
  void an_organisation_renamed_while_someone_is_added_gives_the_new_name() {
    Runnable rename = () -> orgtable().organisations().rename(ACME, "New");

    meanwhile(rename).memberships().addMember(BOB, ACME, Set.of());

    assertThat(nameInMembershipOf(BOB)).isEqualTo("New");
  }

  @Test
  void an_organisation_renamed_while_someone_accepts_gives_the_new_name() {
    orgtable().invitations().invite(BOB, ACME, Set.of());
    Runnable rename = () -> orgtable().organisations().rename(ACME, "New");

    meanwhile(rename).invitations().accept(BOB, ACME);

    assertThat(nameInMembershipOf(BOB)).isEqualTo("New");
  }

  @Test
  void the_later_of_two_names_stands_on_every_side() {
    Runnable rename = () -> orgtable().organisations().rename(ACME, "First");

    Organisation renamed = meanwhile(rename).organisations().rename(ACME, "Second").value();

    assertThat(counted(renamed.revision())).isEqualTo(3);
    assertThat(orgtable().organisations().get(ACME)).isEqualTo(renamed);
    assertThat(nameInMembershipOf(ANN)).isEqualTo("Second");
  }

  @Test
  void a_name_meant_for_the_revision_before_another_name_is_refused() {
    Organisation seen = orgtable().organisations().get(ACME);
    Runnable rename = () -> orgtable().organisations().rename(ACME, "First");

    assertThatThrownBy(() -> meanwhile(rename).organisations().rename(seen, "Second"))
        .isInstanceOf(Stale.class);

    assertThat(nameInMembershipOf(ANN)).isEqualTo("First");
  }

  @Test
  void a_member_removed_while_the_organisation_is_renamed_stays_removed() {
    orgtable().memberships().addMember(BOB, ACME, Set.of());
    Runnable remove = () -> orgtable().memberships().remove(BOB, ACME);

    meanwhile(remove).organisations().rename(ACME, "New");

    assertThat(itemsNaming(BOB)).as("the user and its id").hasSize(2);
    assertThat(nameInMembershipOf(ANN)).isEqualTo("New");
  }

  private String nameInMembershipOf(EmailAddress user) {
    return orgtable().users().organisations(user, PageRequest.first(1)).items().get(0).name();
  }

  private String nameInInvitationOf(EmailAddress user) {
    return orgtable().users().invitations(user, PageRequest.first(1)).items().get(0).name();
  }
}
