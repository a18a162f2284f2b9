package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.EmailAddress;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.Organisation;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.OrganisationSuspended;
import dev.orgtable.Outcome;
import dev.orgtable.PageRequest;
import dev.orgtable.Permission;
import dev.orgtable.contracts.AtOnce;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of suspended organisations whose members fit one transaction: no check says yes,
 * nobody joins by an invitation, nothing is lost, and a reactivation ends all of it.
 */
final class SuspendedOrganisationsContract extends TableContract {

  private static final String ORGANISATION = "organisation/acme";
  private static final String BOB_M = "organisationGroupMember/bob@example.com";
  private static final EmailAddress EVE = EmailAddress.of("eve@example.com");
  private static final Permission READ = Permission.of("invoices:read");
  private static final Roles ROLES =
      Roles.of(List.of(new Role(STAFF.name(), "Staff", "", List.of(READ), List.of())), List.of());
  private static final PageRequest PAGE = PageRequest.first(10);
  private static final int ROUNDS = 25;

  @BeforeEach
  void acme_has_three_members_and_an_invitee() {
    List.of(ANN, BOB, CAT, DAN).forEach(this::user);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable()
        .memberships()
        .addMembers(ACME, Map.of(BOB, Set.of(STAFF, READERS), CAT, Set.of(STAFF)));
    orgtable().invitations().invite(DAN, ACME, Set.of(STAFF));
    orgtable().roles().put(ROLES, Expected.NOTHING);
  }

  private void suspend() {
    orgtable().organisations().suspend(ACME);
  }

  private void reactivate() {
    orgtable().organisations().reactivate(ACME);
  }

  /** Returns the answers to every way of asking whether a member of the group staff is one. */
  private static List<Boolean> answers(Orgtable to, EmailAddress user) {
    List<Check> questions =
        List.of(
            Check.member(user, ACME),
            Check.inGroup(user, ACME, STAFF),
            Check.permitted(user, ACME, READ));
    List<Boolean> answers = new ArrayList<>();
    for (Check question : questions) {
      for (Duration bound : List.of(Duration.ZERO, Duration.ofSeconds(60))) {
        answers.add(to.memberships().check(question, bound).allowed());
      }
      for (Consistency each : Consistency.values()) {
        answers.add(to.memberships().check(question, each).allowed());
        answers.add(to.memberships().check(List.of(question), each).get(0).allowed());
      }
      answers.add(to.memberships().check(question).member());
      answers.add(
          to.memberships().check(List.of(question), Duration.ofSeconds(60)).get(0).allowed());
    }
    answers.add(to.claims().of(user).organisations().size() == 1);
    answers.add(to.claims().of(user, ROLES).organisations().size() == 1);
    answers.add(to.claims().of(user, ACME).isPresent());
    answers.add(to.claims().of(user, ACME, ROLES).isPresent());
    answers.add(to.memberships().get(user, ACME).isActive());
    answers.add(to.users().memberships(user, PAGE).items().get(0).isActive());
    answers.add(
        to.memberships().list(ACME, PAGE).items().stream()
            .anyMatch(member -> member.user().equals(user) && member.isActive()));
    answers.add(
        to.organisations().details(ACME).members().stream()
            .anyMatch(member -> member.user().equals(user) && member.isActive()));
    return answers;
  }

  @Test
  void every_way_of_asking_says_no_at_once_and_yes_again_after_the_reactivation() {
    Orgtable same = orgtable();
    for (EmailAddress user : List.of(BOB, CAT)) {
      assertThat(answers(same, user)).containsOnly(true);
    }

    same.organisations().suspend(ACME);

    for (EmailAddress user : List.of(BOB, CAT)) {
      assertThat(answers(same, user)).containsOnly(false);
    }
    assertThat(same.memberships().get(ANN, ACME).isOwner()).isFalse();

    same.organisations().reactivate(ACME);

    for (EmailAddress user : List.of(BOB, CAT)) {
      assertThat(answers(same, user)).containsOnly(true);
    }
    assertThat(same.memberships().get(ANN, ACME).isOwner()).isTrue();
  }

  @Test
  void nothing_is_lost() {
    Member before = orgtable().memberships().get(BOB, ACME);

    suspend();
    Member suspended = orgtable().memberships().get(BOB, ACME);
    reactivate();

    assertThat(suspended.groups()).isEqualTo(before.groups());
    assertThat(suspended.suspendedAt()).isEmpty();
    assertThat(suspended.organisationSuspended()).isTrue();
    assertThat(orgtable().memberships().get(BOB, ACME)).isEqualTo(before);
    assertThat(ownerCount(ACME)).isOne();
  }

  @Test
  void the_organisation_shows_since_when_and_keeps_it_through_a_rename() {
    Organisation before = orgtable().organisations().get(ACME);
    Instant since = clock.instant();

    Outcome<Organisation> suspended = orgtable().organisations().suspend(ACME);
    clock.advance(Duration.ofHours(1));
    orgtable().organisations().rename(ACME, "Another");

    assertThat(suspended.effect()).isEqualTo(Outcome.Effect.UPDATED);
    assertThat(suspended.job()).isEmpty();
    assertThat(suspended.value().suspendedAt()).contains(since);
    assertThat(suspended.value().revision()).isEqualTo(before.revision() + 1);
    assertThat(orgtable().organisations().get(ACME).suspendedAt()).contains(since);
    assertThat(orgtable().organisations().details(ACME).organisation().suspendedAt())
        .contains(since);
    assertThat(orgtable().organisations().reactivate(ACME).value().suspendedAt()).isEmpty();
    assertThat(orgtable().organisations().get(ACME).suspendedAt()).isEmpty();
  }

  @Test
  void each_of_them_again_writes_nothing() {
    List<Map<String, AttributeValue>> active = items();
    Outcome<Organisation> unchanged = orgtable().organisations().reactivate(ACME);
    assertThat(items()).containsExactlyInAnyOrderElementsOf(active);

    suspend();
    List<Map<String, AttributeValue>> suspended = items();
    clock.advance(Duration.ofHours(1));
    Outcome<Organisation> again = orgtable().organisations().suspend(ACME);

    assertThat(items()).containsExactlyInAnyOrderElementsOf(suspended);
    assertThat(List.of(unchanged.effect(), again.effect())).containsOnly(Outcome.Effect.UNCHANGED);
    assertThatThrownBy(() -> orgtable().organisations().suspend(BETA))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().organisations().reactivate(BETA))
        .isInstanceOf(OrganisationNotFound.class);
  }

  @Test
  void an_invitee_rejects_but_does_not_accept() {
    user(EVE);
    orgtable().invitations().invite(EVE, ACME, Set.of());
    suspend();
    List<Map<String, AttributeValue>> before = items();

    assertThatThrownBy(() -> orgtable().invitations().accept(DAN, ACME))
        .isInstanceOf(OrganisationSuspended.class);

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
    orgtable().invitations().reject(EVE, ACME);
    reactivate();
    orgtable().invitations().accept(DAN, ACME);
    assertThat(answers(orgtable(), DAN)).containsOnly(true);
    suspend();
    assertThat(answers(orgtable(), DAN)).containsOnly(false);
    reactivate();
    assertThat(answers(orgtable(), DAN)).containsOnly(true);
  }

  @Test
  void who_is_added_to_a_suspended_organisation_is_active_with_the_others() {
    user(EVE);
    suspend();

    Member added = orgtable().memberships().addMember(EVE, ACME, Set.of(STAFF, Group.OWNER));

    assertThat(added.isActive()).isFalse();
    assertThat(ownerCount(ACME)).isEqualTo(2);
    assertThat(answers(orgtable(), EVE)).containsOnly(false);
    reactivate();
    assertThat(answers(orgtable(), EVE)).containsOnly(true);
  }

  @Test
  void a_member_who_is_suspended_as_well_stays_so() {
    orgtable().memberships().suspend(BOB, ACME);
    suspend();
    reactivate();
    assertThat(answers(orgtable(), BOB)).containsOnly(false);

    suspend();
    orgtable().memberships().reactivate(BOB, ACME);
    assertThat(answers(orgtable(), BOB)).containsOnly(false);
    reactivate();
    assertThat(answers(orgtable(), BOB)).containsOnly(true);
  }

  @Test
  void a_member_of_a_suspended_organisation_moves_to_another_address_as_one() {
    suspend();

    orgtable().users().changeAddress(BOB, EVE);
    assertThat(answers(orgtable(), EVE)).containsOnly(false);
    reactivate();

    assertThat(answers(orgtable(), EVE)).containsOnly(true);
  }

  @Test
  void groups_change_and_ownership_passes_while_nobody_is_active() {
    suspend();

    orgtable().memberships().transferOwnership(ACME, ANN, BOB);
    orgtable().memberships().changeGroups(CAT, ACME, Set.of(READERS), Set.of(STAFF));
    reactivate();

    assertThat(orgtable().memberships().get(BOB, ACME).isOwner()).isTrue();
    assertThat(orgtable().memberships().get(CAT, ACME).groups()).containsExactly(READERS);
    assertThat(ownerCount(ACME)).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "3", "-1", "0.5", "no number", ""})
  void a_mark_that_is_not_an_even_number_is_a_no(String mark) {
    AttributeValue value =
        mark.matches("[-.0-9]+") ? AttributeValue.fromN(mark) : AttributeValue.fromS(mark);
    Map<String, AttributeValue> before = item(ORGANISATION, BOB_M);

    set(ORGANISATION, BOB_M, "organisationSuspension", value);

    assertThat(answers(orgtable(), BOB)).containsOnly(false);
    put(before);
  }

  @Test
  void a_suspension_between_read_and_write_of_an_acceptance_refuses_it() {
    Orgtable accepting = meanwhile(this::suspend);

    assertThatThrownBy(() -> accepting.invitations().accept(DAN, ACME))
        .isInstanceOf(OrganisationSuspended.class);
  }

  @Test
  void a_suspension_between_read_and_write_of_an_addition_marks_the_new_member() {
    user(EVE);

    meanwhile(this::suspend).memberships().addMember(EVE, ACME, Set.of(STAFF));

    assertThat(answers(orgtable(), EVE)).containsOnly(false);
  }

  @Test
  void an_addition_between_read_and_write_of_a_suspension_is_suspended() {
    user(EVE);
    Orgtable suspending =
        meanwhile(
            () -> {
              orgtable().memberships().addMember(EVE, ACME, Set.of(STAFF));
              orgtable().invitations().accept(DAN, ACME);
            });

    suspending.organisations().suspend(ACME);

    assertThat(answers(orgtable(), EVE)).containsOnly(false);
    assertThat(answers(orgtable(), DAN)).containsOnly(false);
  }

  @Test
  void a_suspension_between_read_and_write_of_a_change_of_address_is_not_lost() {
    meanwhile(this::suspend).users().changeAddress(BOB, EVE);

    assertThat(answers(orgtable(), EVE)).containsOnly(false);
  }

  @Test
  void of_suspensions_and_reactivations_at_once_all_members_have_the_last() {
    for (int round = 0; round < ROUNDS; round++) {
      boolean first = round % 2 == 0;

      AtOnce.answers(
          AtOnce.call(
              List.<Supplier<Outcome<Organisation>>>of(
                  () -> orgtable().organisations().suspend(ACME),
                  () -> orgtable().organisations().reactivate(ACME),
                  () ->
                      first
                          ? orgtable().organisations().suspend(ACME)
                          : orgtable().organisations().reactivate(ACME))));

      boolean active = orgtable().organisations().get(ACME).suspendedAt().isEmpty();
      assertThat(answers(orgtable(), BOB)).containsOnly(active);
      assertThat(violations()).isEmpty();
    }
  }

  @Test
  void a_check_costs_what_it_did() {
    suspend();
    resetCost();

    orgtable().memberships().check(Check.member(BOB, ACME));

    Cost cost = cost();
    assertThat(cost.readUnits()).isEqualTo(2);
  }
}
