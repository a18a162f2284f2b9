package dev.orgtable.contracts.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.ServiceNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.TableContract;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The contract of a user who joins while the user, the organisation or a service is changed or
 * deleted: no copy is stale, and nothing refers to a deleted record. Each round has a user and an
 * organisation of its own, so that the verifier finds after the last one what any of them broke.
 */
@Tag("slow")
final class CopyRacesContract extends TableContract {

  private static final int ROUNDS = 20;

  @BeforeEach
  void ann_is_a_user() {
    user(ANN);
  }

  private interface Round {
    void race(EmailAddress user, OrganisationId organisation);
  }

  private void rounds(Round round) {
    for (int i = 0; i < ROUNDS; i++) {
      EmailAddress user = EmailAddress.of("p" + i + "@example.com");
      OrganisationId organisation = OrganisationId.of("r" + i);
      user(user);
      organisation(organisation, ANN);
      service(organisation, BILLING);
      round.race(user, organisation);
    }
  }

  private void atOnce(Runnable one, Runnable other, Class<?>... refusals) {
    List<AtOnce.Outcome<Boolean>> outcomes =
        AtOnce.call(
            List.of(
                () -> {
                  one.run();
                  return true;
                },
                () -> {
                  other.run();
                  return true;
                }));
    assertThat(AtOnce.refusals(outcomes))
        .allSatisfy(refusal -> assertThat(refusal).isInstanceOfAny(refusals));
  }

  @Test
  void an_acceptance_during_a_change_of_the_profile_has_the_new_one() {
    rounds(
        (user, organisation) -> {
          orgtable().invitations().invite(user, organisation, Set.of(STAFF));

          atOnce(
              () -> orgtable().invitations().accept(user, organisation),
              () ->
                  orgtable().users().update(orgtable().users().get(user).withProfile(profile(CAT))),
              UserNotFound.class);

          assertThat(orgtable().memberships().get(user, organisation).profile())
              .isEqualTo(profile(CAT));
        });
  }

  @Test
  void a_user_who_accepts_while_being_deleted_is_not_a_member() {
    rounds(
        (user, organisation) -> {
          orgtable().invitations().invite(user, organisation, Set.of(Group.OWNER));

          atOnce(
              () -> orgtable().invitations().accept(user, organisation),
              () -> orgtable().users().delete(user),
              UserNotFound.class,
              InvitationNotFound.class);

          assertThat(ownerCount(organisation)).isOne();
        });
  }

  @Test
  void a_user_who_is_added_while_being_deleted_is_not_a_member() {
    rounds(
        (user, organisation) -> {
          atOnce(
              () -> orgtable().memberships().addMember(user, organisation, Set.of(STAFF)),
              () -> orgtable().users().delete(user),
              UserNotFound.class);

          assertThat(orgtable().organisations().details(organisation).members()).hasSize(1);
        });
  }

  @Test
  void the_owner_of_an_organisation_created_during_a_change_of_the_profile_has_the_new_one() {
    rounds(
        (user, organisation) -> {
          OrganisationId own = OrganisationId.of("own-" + organisation);

          atOnce(
              () -> orgtable().organisations().create(own, "Own", user),
              () ->
                  orgtable()
                      .users()
                      .update(orgtable().users().get(user).withProfile(profile(CAT))));

          assertThat(orgtable().memberships().get(user, own).profile()).isEqualTo(profile(CAT));
        });
  }

  @Test
  void an_invitation_during_a_rename_has_the_new_name() {
    rounds(
        (user, organisation) -> {
          atOnce(
              () -> orgtable().invitations().invite(user, organisation, Set.of(STAFF)),
              () -> orgtable().organisations().rename(organisation, "Renamed"));

          assertThat(orgtable().users().details(user).invitations())
              .singleElement()
              .satisfies(invitation -> assertThat(invitation.name()).isEqualTo("Renamed"));
        });
  }

  @Test
  void an_acceptance_during_a_rename_has_the_new_name() {
    rounds(
        (user, organisation) -> {
          orgtable().invitations().invite(user, organisation, Set.of(STAFF));

          atOnce(
              () -> orgtable().invitations().accept(user, organisation),
              () -> orgtable().organisations().rename(organisation, "Renamed"));

          assertThat(orgtable().users().details(user).organisations())
              .singleElement()
              .satisfies(membership -> assertThat(membership.name()).isEqualTo("Renamed"));
        });
  }

  @Test
  void a_member_added_during_the_deletion_of_the_organisation_is_none() {
    rounds(
        (user, organisation) -> {
          atOnce(
              () -> orgtable().memberships().addMember(user, organisation, Set.of(STAFF)),
              () -> orgtable().organisations().delete(organisation),
              OrganisationNotFound.class);

          assertThat(orgtable().users().details(user).organisations()).isEmpty();
        });
  }

  @Test
  void an_acceptance_during_the_deletion_of_the_organisation_makes_no_member() {
    rounds(
        (user, organisation) -> {
          orgtable().invitations().invite(user, organisation, Set.of(STAFF));

          atOnce(
              () -> orgtable().invitations().accept(user, organisation),
              () -> orgtable().organisations().delete(organisation),
              InvitationNotFound.class);

          assertThat(orgtable().users().details(user).organisations()).isEmpty();
        });
  }

  @Test
  void an_acceptance_during_the_deletion_of_a_service_gives_none_of_its_groups() {
    rounds(
        (user, organisation) -> {
          orgtable().invitations().invite(user, organisation, Set.of(STAFF, READERS));

          atOnce(
              () -> orgtable().invitations().accept(user, organisation),
              () -> orgtable().services().delete(organisation, BILLING));

          assertThat(orgtable().memberships().get(user, organisation).groups())
              .containsExactly(STAFF);
        });
  }

  @Test
  void a_member_added_to_groups_of_a_service_during_its_deletion_is_in_none() {
    rounds(
        (user, organisation) -> {
          orgtable().memberships().addMember(user, organisation, Set.of(STAFF));

          atOnce(
              () -> orgtable().memberships().addToGroups(user, organisation, Set.of(READERS)),
              () -> orgtable().services().delete(organisation, BILLING),
              ServiceNotFound.class);

          assertThat(orgtable().memberships().get(user, organisation).groups())
              .containsExactly(STAFF);
        });
  }

  @Test
  void a_member_who_is_made_owner_while_leaving_is_not_an_owner() {
    rounds(
        (user, organisation) -> {
          orgtable().memberships().addMember(user, organisation, Set.of(STAFF));

          atOnce(
              () -> orgtable().memberships().addToGroups(user, organisation, Set.of(Group.OWNER)),
              () -> orgtable().memberships().leave(user, organisation),
              MemberNotFound.class);

          assertThat(ownerCount(organisation)).isOne();
        });
  }
}
