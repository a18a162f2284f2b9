package dev.orgtable.contracts.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.contracts.ReportedCosts;
import dev.orgtable.limit.Seats;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Step;
import dev.orgtable.maintenance.UpgradeKind;
import dev.orgtable.maintenance.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of the numbers of members and invitations. Ann owns Acme. */
final class SeatsContract extends SeatsTable {

  @Test
  void every_way_in_and_out_is_counted() {
    assertSeats(1, 0);
    add(BOB);
    assertSeats(2, 0);
    invite(CAT);
    assertSeats(2, 1);
    orgtable().invitations().accept(CAT, ACME);
    assertSeats(3, 0);
    orgtable().memberships().remove(CAT, ACME);
    assertSeats(2, 0);
    invite(CAT);
    orgtable().invitations().revoke(CAT, ACME);
    invite(CAT);
    orgtable().invitations().reject(CAT, ACME);
    String token =
        orgtable().invitations().issueToken(orgtable().invitations().invite(CAT, ACME, Set.of()));
    orgtable().invitations().rejectByToken(token);
    assertSeats(2, 0);
    orgtable().memberships().suspend(BOB, ACME);
    assertSeats(2, 0);
  }

  @Test
  void an_owner_who_leaves_is_counted_once() {
    orgtable().memberships().transferOwnership(ACME, ANN, member(BOB));
    orgtable().memberships().addToGroups(ANN, ACME, Set.of(Group.OWNER));

    orgtable().memberships().remove(ANN, ACME);

    assertSeats(1, 0);
    assertThat(ownerCount(ACME)).isEqualTo(1);
  }

  private EmailAddress member(EmailAddress user) {
    add(user);
    return user;
  }

  @Test
  void an_expired_invitation_counts_until_it_is_removed() {
    invite(CAT);
    clock.advance(HOUR);
    assertSeats(1, 1);

    clock.advance(Duration.ofDays(8));
    work();

    assertSeats(1, 0);
  }

  @Test
  void an_expired_invitation_that_is_replaced_or_resent_is_counted_once() {
    invite(CAT);
    clock.advance(HOUR);
    invite(CAT);
    assertSeats(1, 1);
    clock.advance(HOUR);

    orgtable().invitations().resend(CAT, ACME, HOUR);

    assertSeats(1, 1);
  }

  @Test
  void an_expired_invitation_of_a_new_member_is_counted_out() {
    invite(CAT);
    clock.advance(HOUR);

    add(CAT);

    assertSeats(2, 0);
  }

  @Test
  void a_move_changes_no_number_but_for_an_invitation_that_it_replaces() {
    add(BOB);
    invite(DAN);

    orgtable().users().changeAddress(BOB, DAN);

    assertSeats(2, 0);
  }

  @Test
  void of_two_invitations_that_a_move_brings_together_one_is_left() {
    invite(DAN);
    clock.advance(Duration.ofMinutes(1));
    orgtable().invitations().invite(BOB, ACME, Set.of(), "", Duration.ofHours(2));
    invite(EmailAddress.of("fay@example.com"));
    orgtable().users().changeAddress(BOB, DAN);
    assertSeats(1, 2);

    orgtable().users().changeAddress(DAN, EmailAddress.of("fay@example.com"));

    assertSeats(1, 1);
  }

  @Test
  void an_invitation_that_a_move_drops_is_counted_out() {
    invite(BOB);
    orgtable().invitations().invite(DAN, ACME, Set.of(), "", Duration.ofHours(2));

    orgtable().users().changeAddress(BOB, DAN);

    assertSeats(1, 1);
  }

  @Test
  void a_deleted_user_is_counted_out_everywhere() {
    add(BOB);
    organisation(BETA, ANN);
    orgtable().invitations().invite(BOB, BETA, Set.of());

    orgtable().users().delete(BOB);

    assertSeats(1, 0);
    assertThat(orgtable().organisations().seats(BETA).invitations()).hasValue(0);
  }

  @Test
  void a_user_deleted_by_a_job_is_counted_out_everywhere() {
    List<OrganisationId> all = new ArrayList<>();
    for (int i = 0; i < 34; i++) {
      OrganisationId id = OrganisationId.of("o" + i);
      organisation(id, ANN);
      if (i % 2 == 0) {
        orgtable().memberships().addMember(BOB, id, Set.of());
      } else {
        orgtable().invitations().invite(BOB, id, Set.of());
      }
      all.add(id);
    }

    assertThat(orgtable().users().delete(BOB)).isPresent();
    work();

    assertThat(all)
        .allSatisfy(
            id ->
                assertThat(orgtable().organisations().seats(id))
                    .isEqualTo(
                        new Seats(OptionalLong.of(1), OptionalLong.of(0), OptionalLong.empty())));
  }

  @Test
  void a_user_of_a_lost_organisation_is_deleted_all_the_same() {
    add(BOB);
    organisation(BETA, ANN);
    orgtable().memberships().addMember(BOB, BETA, Set.of());
    delete("organisation/" + BETA, "organisation");

    orgtable().users().delete(BOB);
    work();

    assertThat(itemsNaming(BOB)).isEmpty();
    assertSeats(1, 0);
    delete("organisation/" + BETA, "organisationGroupMember/" + ANN);
    delete("user/" + ANN, "userOrganisation/" + BETA);
  }

  @Test
  void the_numbers_do_not_change_the_organisation_s_revision() {
    Organisation before = orgtable().organisations().get(ACME);

    add(BOB);
    limit(5);

    assertThat(orgtable().organisations().get(ACME)).isEqualTo(before);
  }

  @Test
  void an_unknown_organisation_has_no_seats() {
    assertThatThrownBy(() -> orgtable().organisations().seats(BETA))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().organisations().limitSeats(BETA, 3))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().organisations().removeSeatLimit(BETA))
        .isInstanceOf(OrganisationNotFound.class);
  }

  /** Makes the record like that of an earlier version, which counts nothing. */
  private void forget() {
    Map<String, AttributeValue> item = new HashMap<>(item("organisation/acme", "organisation"));
    item.keySet().removeAll(Set.of("seats", "invitations"));
    item.put("invited", AttributeValue.fromN("1"));
    put(item);
  }

  @Test
  void unknown_numbers_stay_unknown_until_the_upgrade() {
    invite(CAT);
    forget();
    add(BOB);
    orgtable().invitations().accept(CAT, ACME);
    orgtable().memberships().remove(BOB, ACME);
    assertThat(seats())
        .isEqualTo(new Seats(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()));
    List<Step<UpgradeKind>> plan = new ArrayList<>();
    Maintenance.of(orgtable()).upgrade().plan(plan::add);
    List<Step<UpgradeKind>> done = new ArrayList<>();

    Maintenance.of(orgtable()).upgrade().apply(done::add);

    assertThat(plan).extracting(Step::code).containsExactly(UpgradeKind.MEMBER_COUNT);
    assertThat(done).extracting(Step::code).containsExactly(UpgradeKind.MEMBER_COUNT);
    assertSeats(2, 0);
    assertThat(attribute("organisation/acme", "organisation", "invited")).isEmpty();
    assertThat(Maintenance.of(orgtable()).upgrade().apply(done::add).steps()).isZero();
  }

  @Test
  void it_costs_1_read_unit() {
    resetCost();

    seats();

    assertThat(ReportedCosts.line("seats", cost()))
        .isEqualTo(ReportedCosts.of("seats: 1 requests, 1 R, 0 W").get(0));
  }

  /** An earlier version has added what this one removed. */
  @Test
  void a_number_that_fell_below_0_is_found() {
    Map<String, AttributeValue> sound = item("organisation/acme", "organisation");
    Map<String, AttributeValue> wrong = new HashMap<>(sound);
    wrong.put("invitations", AttributeValue.fromN("-1"));
    put(wrong);

    assertThat(violations())
        .extracting(Violation::code)
        .containsExactly(Violation.Code.MEMBER_COUNT);
    put(sound);
  }
}
