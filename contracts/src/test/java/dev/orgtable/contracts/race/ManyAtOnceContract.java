package dev.orgtable.contracts.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.Organisation;
import dev.orgtable.OrgtableException.AlreadyInvited;
import dev.orgtable.OrgtableException.AlreadyMember;
import dev.orgtable.OrgtableException.InvitationNotFound;
import dev.orgtable.OrgtableException.OrganisationAlreadyExists;
import dev.orgtable.OrgtableException.UserAlreadyExists;
import dev.orgtable.PageRequest;
import dev.orgtable.User;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.TableContract;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of concurrent equal or opposite calls. */
final class ManyAtOnceContract extends TableContract {

  private static final int THREADS = 8;
  private static final int ROUNDS = 20;
  private static final Set<Group> OFFERED = Set.of(STAFF, READERS);

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_user() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
  }

  @Test
  void an_invitation_accepted_by_many_at_once_makes_one_member_since_one_moment() {
    orgtable().invitations().invite(BOB, ACME, Set.of(STAFF, Group.OWNER));

    List<AtOnce.Outcome<Member>> outcomes =
        AtOnce.call(
            THREADS,
            () -> {
              clock.advance(Duration.ofSeconds(1));
              return orgtable().invitations().accept(BOB, ACME);
            });

    assertThat(AtOnce.refusals(outcomes)).isEmpty();
    assertThat(AtOnce.answers(outcomes))
        .hasSize(THREADS)
        .containsOnly(orgtable().memberships().get(BOB, ACME));
    assertThat(ownerCount(ACME)).isEqualTo(2);
  }

  @Test
  void an_invitation_ends_once_whoever_accepts_rejects_and_revokes_it_at_once() {
    Set<String> winners = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      Invitation invitation = orgtable().invitations().invite(BOB, ACME, OFFERED);

      List<AtOnce.Outcome<String>> outcomes =
          AtOnce.call(List.of(accepting(invitation), rejecting(invitation), revoking(invitation)));

      List<String> ended = AtOnce.answers(outcomes);
      boolean member = orgtable().memberships().check(Check.member(BOB, ACME)).member();
      assertThat(ended).hasSize(1);
      assertThat(AtOnce.refusals(outcomes))
          .hasOnlyElementsOfTypes(InvitationNotFound.class, AlreadyMember.class);
      assertThat(member).isEqualTo(ended.contains("accepted"));
      assertThat(violations()).isEmpty();
      winners.addAll(ended);
      if (member) {
        orgtable().memberships().remove(BOB, ACME);
      }
    }
    assertThat(winners).isSubsetOf("accepted", "rejected", "revoked");
  }

  private Supplier<String> accepting(Invitation invitation) {
    return () -> {
      orgtable().invitations().accept(invitation);
      return "accepted";
    };
  }

  private Supplier<String> rejecting(Invitation invitation) {
    return () -> {
      orgtable().invitations().reject(BOB, invitation.organisation());
      return "rejected";
    };
  }

  private Supplier<String> revoking(Invitation invitation) {
    return () -> {
      orgtable().invitations().revoke(invitation);
      return "revoked";
    };
  }

  @Test
  void an_acceptance_never_takes_what_a_later_invitation_offers() {
    for (int round = 0; round < ROUNDS; round++) {
      Invitation first = orgtable().invitations().invite(BOB, ACME, OFFERED);

      List<AtOnce.Outcome<String>> outcomes =
          AtOnce.call(List.of(accepting(first), replacing(first)));

      boolean accepted = AtOnce.answers(outcomes).contains("accepted");
      assertThat(AtOnce.answers(outcomes)).hasSize(1);
      if (accepted) {
        assertThat(orgtable().memberships().get(BOB, ACME).groups()).isEqualTo(OFFERED);
        orgtable().memberships().remove(BOB, ACME);
      } else {
        assertThat(orgtable().invitations().get(BOB, ACME).groups()).containsExactly(Group.OWNER);
        orgtable().invitations().revoke(BOB, ACME);
      }
    }
  }

  private Supplier<String> replacing(Invitation invitation) {
    return () -> {
      orgtable().invitations().revoke(invitation);
      orgtable().invitations().invite(BOB, ACME, Set.of(Group.OWNER));
      return "replaced";
    };
  }

  @Test
  void an_address_invited_by_many_at_once_has_one_invitation() {
    List<AtOnce.Outcome<Invitation>> outcomes =
        AtOnce.call(THREADS, () -> orgtable().invitations().invite(CAT, ACME, OFFERED));

    assertThat(AtOnce.answers(outcomes)).containsExactly(orgtable().invitations().get(CAT, ACME));
    assertThat(AtOnce.refusals(outcomes))
        .hasSize(THREADS - 1)
        .hasOnlyElementsOfType(AlreadyInvited.class);
  }

  @Test
  void an_expired_invitation_is_replaced_once_by_many_at_once() {
    orgtable().invitations().invite(CAT, ACME, Set.of());
    clock.advance(Duration.ofDays(8));

    List<AtOnce.Outcome<Invitation>> outcomes =
        AtOnce.call(THREADS, () -> orgtable().invitations().invite(CAT, ACME, OFFERED));

    assertThat(AtOnce.answers(outcomes)).containsExactly(orgtable().invitations().get(CAT, ACME));
    assertThat(AtOnce.refusals(outcomes)).hasOnlyElementsOfType(AlreadyInvited.class);
  }

  @Test
  void a_member_added_by_many_at_once_is_added_once() {
    List<AtOnce.Outcome<Member>> outcomes =
        AtOnce.call(
            THREADS, () -> orgtable().memberships().addMember(BOB, ACME, Set.of(Group.OWNER)));

    assertThat(AtOnce.answers(outcomes)).containsExactly(orgtable().memberships().get(BOB, ACME));
    assertThat(AtOnce.refusals(outcomes)).hasOnlyElementsOfType(AlreadyMember.class);
    assertThat(ownerCount(ACME)).isEqualTo(2);
  }

  @Test
  void someone_added_and_invited_at_once_is_one_of_the_two() {
    for (int round = 0; round < ROUNDS; round++) {
      EmailAddress person = EmailAddress.of("p" + round + "@example.com");
      user(person);

      List<AtOnce.Outcome<String>> outcomes =
          AtOnce.call(
              List.of(
                  () -> orgtable().invitations().invite(person, ACME, OFFERED).toString(),
                  () -> orgtable().memberships().addMember(person, ACME, OFFERED).toString()));

      assertThat(AtOnce.answers(outcomes)).hasSize(1);
      assertThat(AtOnce.refusals(outcomes))
          .hasOnlyElementsOfTypes(AlreadyMember.class, AlreadyInvited.class);
    }
  }

  @Test
  void groups_given_by_many_at_once_are_all_held() {
    orgtable().memberships().addMember(BOB, ACME, Set.of());
    List<Group> groups = IntStream.range(0, THREADS).mapToObj(i -> Group.of("g" + i)).toList();

    List<AtOnce.Outcome<String>> outcomes =
        AtOnce.call(groups.stream().map(this::exchangingStaffFor).toList());

    assertThat(AtOnce.refusals(outcomes)).isEmpty();
    assertThat(orgtable().memberships().get(BOB, ACME).groups())
        .containsExactlyInAnyOrderElementsOf(groups);
  }

  private Supplier<String> exchangingStaffFor(Group group) {
    return () -> {
      orgtable().memberships().changeGroups(BOB, ACME, Set.of(group), Set.of(STAFF));
      return "exchanged";
    };
  }

  @Test
  void a_user_created_by_many_at_once_is_created_once() {
    List<AtOnce.Outcome<User>> outcomes =
        AtOnce.call(THREADS, () -> orgtable().users().create(User.of(CAT, profile(CAT), CREATED)));

    assertThat(AtOnce.answers(outcomes)).containsExactly(orgtable().users().get(CAT));
    assertThat(AtOnce.refusals(outcomes)).hasOnlyElementsOfType(UserAlreadyExists.class);
  }

  @Test
  void an_organisation_created_by_many_at_once_is_created_once() {
    List<AtOnce.Outcome<Organisation>> outcomes =
        AtOnce.call(
            IntStream.range(0, THREADS)
                .<Supplier<Organisation>>mapToObj(
                    i ->
                        () ->
                            orgtable()
                                .organisations()
                                .create(BETA, "Beta " + i, i % 2 == 0 ? ANN : BOB))
                .toList());

    assertThat(AtOnce.answers(outcomes)).containsExactly(orgtable().organisations().get(BETA));
    assertThat(AtOnce.refusals(outcomes))
        .hasSize(THREADS - 1)
        .hasOnlyElementsOfType(OrganisationAlreadyExists.class);
    assertThat(orgtable().memberships().list(BETA, PageRequest.first(10)).items()).hasSize(1);
  }
}
