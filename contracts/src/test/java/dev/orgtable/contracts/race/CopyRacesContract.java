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
 * deleted: no copy is stale, and nothing refers to a deleted record. Each round ends with the
 * verifier.
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
      assertThat(violations()).isEmpty();
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
  void who_accepts_while_the_profile_changes_has_the_new_one() {
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
  void who_creates_an_organisation_while_the_profile_changes_is_known_by_the_new_one() {
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
  void who_is_invited_while_the_organisation_is_renamed_sees_the_new_name() {
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
  void who_accepts_while_the_organisation_is_renamed_sees_the_new_name() {
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
  void who_joins_while_the_organisation_is_deleted_has_it_not() {
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
  void who_accepts_while_the_organisation_is_deleted_has_it_not() {
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
  void who_accepts_while_a_service_is_deleted_holds_no_group_of_it() {
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
  void who_is_put_into_groups_of_a_service_while_it_is_deleted_holds_none_of_it() {
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
