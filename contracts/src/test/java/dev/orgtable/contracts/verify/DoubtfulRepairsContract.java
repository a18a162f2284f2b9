package dev.orgtable.contracts.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.Member;
import dev.orgtable.NewApiKey;
import dev.orgtable.Profile;
import dev.orgtable.Scope;
import dev.orgtable.contracts.DyingClient.Died;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Summary;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.store.InvitationStore;
import dev.orgtable.store.Receipt;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of doubtful repairs: how each case is decided. */
final class DoubtfulRepairsContract extends TableContract {

  private static final String ORG = "organisation/acme";
  private static final String ANN_M = "organisationGroupMember/ann@example.com";
  private static final String BOB_M = "organisationGroupMember/bob@example.com";
  private static final String CAT_I = "organisationInvitation/cat@example.com";
  private static final String ANN_U = "user/ann@example.com";
  private static final String BOB_U = "user/bob@example.com";
  private static final String CAT_U = "user/cat@example.com";
  private static final String SIDE = "userOrganisation/acme";
  private static final AttributeValue NULL = AttributeValue.fromNul(true);

  /** A violation whose damage is covered here and not in the verifier's contract. */
  static final Violation.Code ALSO = Violation.Code.JOB_MISSING;

  private final List<String> told = new ArrayList<>();
  private boolean left;

  @BeforeEach
  final void healthyTable() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().memberships().addMember(BOB, ACME, Set.of(READERS, STAFF));
    orgtable().invitations().invite(CAT, ACME, Set.of(READERS));
    clock.advance(Duration.ofMinutes(1));
  }

  @Override
  protected final List<Violation> expectedViolations() {
    return left ? violations() : List.of();
  }

  private Summary repair() {
    Summary summary = Maintenance.of(orgtable()).repair().apply(step -> told.add(step.toString()));
    left = summary.left() > 0;
    return summary;
  }

  private void unset(String id, String rng, String attribute) {
    Map<String, AttributeValue> item = new HashMap<>(item(id, rng));
    item.remove(attribute);
    put(item);
  }

  @Test
  void a_count_of_owners_is_counted_again() {
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER));
    set(ORG, "organisation", "ownerCount", AttributeValue.fromN("7"));

    repair();

    assertThat(told)
        .containsExactly(
            "DONE OWNER_COUNT organisation/acme organisation: stored count 7, actual count 2");
    assertThat(ownerCount(ACME)).isEqualTo(2);
  }

  @Test
  void the_last_owner_is_never_removed() {
    delete(ANN_U, SIDE);

    Summary summary = repair();

    assertThat(summary.left()).isEqualTo(1);
    assertThat(told).singleElement().asString().contains("LEFT USER_SIDE_MISSING", "last owner");
    assertThat(item(ORG, ANN_M)).isNotEmpty();
  }

  @Test
  void an_owner_of_two_who_is_half_there_goes_and_is_counted_no_more() {
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER));
    delete(BOB_U, SIDE);

    repair();

    assertThat(item(ORG, BOB_M)).isEmpty();
    assertThat(ownerCount(ACME)).isEqualTo(1);
  }

  @Test
  void a_user_who_is_gone_is_not_made_again_and_leaves_no_membership() {
    delete(BOB_U, "user");

    repair();

    assertThat(itemsNaming(BOB)).isEmpty();
  }

  @Test
  void a_member_who_has_not_accepted_becomes_an_invitee() {
    set(BOB_U, SIDE, "acceptedAt", NULL);

    repair();

    Invitation invitation = orgtable().invitations().get(BOB, ACME);
    assertThat(invitation.groups()).containsExactlyInAnyOrder(READERS, STAFF);
    assertThat(invitation.expiresAt())
        .isEqualTo(clock.instant().plus(InvitationStore.VALID_FOR).truncatedTo(ChronoUnit.SECONDS));
    assertThat(item(ORG, BOB_M)).isEmpty();
  }

  @Test
  void an_invitation_and_an_accepted_side_make_no_membership() {
    set(CAT_U, SIDE, "acceptedAt", AttributeValue.fromS("2024-01-01T00:00:00Z"));

    repair();

    assertThat(itemsNaming(CAT)).isEmpty();
  }

  @Test
  void a_side_that_tells_neither_is_what_the_other_side_says_of_the_same_identity() {
    set(BOB_U, SIDE, "acceptedAt", AttributeValue.fromS("yesterday"));
    set(CAT_U, SIDE, "acceptedAt", AttributeValue.fromN("0"));

    repair();

    Member bob = orgtable().memberships().get(BOB, ACME);
    assertThat(orgtable().users().details(BOB).organisations())
        .extracting(of -> of.acceptedAt())
        .containsExactly(bob.acceptedAt());
    user(CAT);
    assertThat(orgtable().invitations().accept(CAT, ACME).groups()).containsExactly(READERS);
  }

  @Test
  void a_side_that_tells_neither_of_another_identity_is_left() {
    set(BOB_U, SIDE, "acceptedAt", AttributeValue.fromS("yesterday"));
    set(BOB_U, SIDE, "membershipId", AttributeValue.fromS("another"));

    Summary summary = repair();

    assertThat(summary.left()).isEqualTo(2);
    assertThat(told).allMatch(step -> step.contains("is neither"));
  }

  @Test
  void an_invitation_ends_at_the_earlier_end_of_both_sides() {
    long end = clock.instant().plus(Duration.ofHours(3)).getEpochSecond();
    set(CAT_U, SIDE, "expiresAt", AttributeValue.fromN(Long.toString(end)));
    set(ORG, CAT_I, "membershipId", AttributeValue.fromS("another"));

    repair();

    assertThat(orgtable().invitations().get(CAT, ACME).expiresAt().getEpochSecond()).isEqualTo(end);
  }

  @Test
  void a_membership_without_an_identity_gets_one_on_both_sides() {
    unset(ORG, BOB_M, "membershipId");
    unset(BOB_U, SIDE, "membershipId");

    repair();

    assertThat(attribute(ORG, BOB_M, "membershipId"))
        .isPresent()
        .isEqualTo(attribute(BOB_U, SIDE, "membershipId"));
  }

  @Test
  void an_invitation_without_an_end_gets_one() {
    unset(ORG, CAT_I, "expiresAt");
    unset(CAT_U, SIDE, "expiresAt");

    repair();

    assertThat(orgtable().invitations().get(CAT, ACME).expiresAt())
        .isBeforeOrEqualTo(clock.instant().plus(InvitationStore.VALID_FOR));
  }

  @Test
  void details_that_the_organisation_wrote_itself_stay() {
    orgtable().memberships().updateDetails(BOB, ACME, new Profile("Bobby", "B", "1"));
    set(ORG, BOB_M, "groups", AttributeValue.fromSs(List.of("organisationGroup/staff", "odd")));

    repair();

    Member bob = orgtable().memberships().get(BOB, ACME);
    assertThat(bob.profile()).isEqualTo(new Profile("Bobby", "B", "1"));
    assertThat(bob.groups()).containsExactly(STAFF);
  }

  @Test
  void a_stale_copy_is_taken_from_its_source() {
    set(ORG, BOB_M, "firstName", AttributeValue.fromS("Old"));
    set(ORG, BOB_M, "profileRevision", AttributeValue.fromN("0"));
    set(BOB_U, SIDE, "organisationName", AttributeValue.fromS("Old"));

    repair();

    assertThat(orgtable().memberships().get(BOB, ACME).profile()).isEqualTo(profile(BOB));
    assertThat(orgtable().users().details(BOB).organisations())
        .extracting(of -> of.name())
        .containsExactly("Organisation acme");
  }

  @Test
  void attributes_that_are_not_known_stay() {
    set(BOB_U, "user", "colour of hair", AttributeValue.fromS("red"));
    set(BOB_U, "user", "phone", AttributeValue.fromS(" 1 "));

    repair();

    assertThat(attribute(BOB_U, "user", "colour of hair")).contains(AttributeValue.fromS("red"));
    assertThat(orgtable().users().get(BOB).profile().phone()).isEqualTo("1");
  }

  @Test
  void a_source_waits_for_a_lost_job_no_more_and_its_copies_are_mended() {
    set(ORG, "organisation", "jobs", AttributeValue.fromSs(List.of("lost")));
    set(BOB_U, SIDE, "organisationName", AttributeValue.fromS("Old"));

    repair();

    assertThat(told)
        .anyMatch(step -> step.startsWith("DONE " + ALSO))
        .anyMatch(step -> step.startsWith("DONE STALE_NAME"));
    assertThat(attribute(ORG, "organisation", "jobs")).isEmpty();
  }

  @Test
  void the_remains_of_a_lost_job_are_left() {
    put(
        Map.of(
            "id", AttributeValue.fromS("user/dan@example.com"),
            "rng", AttributeValue.fromS("user"),
            "typ", AttributeValue.fromS("ended"),
            "v", AttributeValue.fromN("1"),
            "endedBy", AttributeValue.fromS("lost")));

    Summary summary = repair();

    assertThat(summary.left()).isEqualTo(1);
    assertThat(told).singleElement().asString().startsWith("LEFT " + ALSO);
  }

  @Test
  void records_of_version_0_are_left_to_the_upgrade() {
    set(ORG, "organisation", "v", AttributeValue.fromN("0"));
    unset(ORG, "organisation", "ownerCount");

    Summary summary = repair();

    assertThat(summary.left()).isPositive();
    assertThat(told).allMatch(step -> step.endsWith("upgrade the table first"));
    assertThat(Maintenance.of(orgtable()).upgrade().apply(step -> {}).left()).isZero();
    assertThat(violations()).isEmpty();
    left = false;
  }

  @Test
  void an_api_key_and_a_receipt_are_written_as_they_read_or_left() {
    NewApiKey key =
        orgtable().apiKeys().create("back end", EnumSet.of(Scope.READ), Duration.ofDays(1));
    String id = "apiKey/" + key.key().id();
    set(id, "apiKey", "scopes", AttributeValue.fromSs(List.of("read", "fly")));
    set(id, "apiKey", "dirRng", AttributeValue.fromS("elsewhere"));
    orgtable().once(Receipt.of("key", "asked"), table -> table.users().get(ANN), Object::toString);
    Map<String, AttributeValue> receipt = itemsNaming("receipt/").get(0);
    String receiptId = receipt.getOrDefault("id", NULL).s();
    unset(receiptId, "receipt", "expiresAt");

    repair();

    assertThat(attribute(id, "apiKey", "scopes").orElseThrow().ss()).containsExactly("read");
    assertThat(attribute(receiptId, "receipt", "expiresAt"))
        .isPresent()
        .isEqualTo(attribute(receiptId, "receipt", "removeAt"));
    set(id, "apiKey", "hash", AttributeValue.fromS("lost"));
    assertThat(repair().left()).isEqualTo(1);
    assertThat(told).last().asString().contains("revoke the key");
  }

  @Test
  void a_repair_stopped_after_any_step_is_gone_on_with_by_the_next() {
    List<Map<String, AttributeValue>> healthy = items();
    for (int stop = 1; stop <= 3; stop++) {
      healthy.forEach(this::put);
      set(ORG, "organisation", "ownerCount", AttributeValue.fromN("7"));
      set(BOB_U, "user", "phone", AttributeValue.fromS(" 1 "));
      delete(CAT_U, SIDE);
      int[] counted = {stop};
      assertThatThrownBy(
              () ->
                  Maintenance.of(orgtable())
                      .repair()
                      .apply(
                          step -> {
                            if (--counted[0] == 0) {
                              throw new Died(0);
                            }
                          }))
          .isInstanceOf(Died.class);

      Summary rest = repair();

      assertThat(rest.steps()).isEqualTo(4 - stop);
      assertThat(violations()).isEmpty();
    }
  }

  @Test
  void a_change_between_the_read_and_the_write_of_a_repair_is_not_lost() {
    set(ORG, "organisation", "ownerCount", AttributeValue.fromN("7"));

    Maintenance.of(
            meanwhile(
                () -> {
                  set(ORG, "organisation", "ownerCount", AttributeValue.fromN("1"));
                  orgtable().memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER));
                }))
        .repair()
        .apply(step -> {});

    assertThat(ownerCount(ACME)).isEqualTo(2);
  }

  @Test
  void an_owner_whom_another_program_removes_before_the_count_is_written_is_not_counted() {
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(Group.OWNER));
    set(ORG, "organisation", "ownerCount", AttributeValue.fromN("7"));

    Maintenance.of(meanwhile(() -> unset(ORG, "organisationGroupMember/" + BOB, "groups")))
        .repair()
        .apply(step -> told.add(step.toString()));

    assertThat(told)
        .containsExactly(
            "DONE OWNER_COUNT organisation/acme organisation: stored count 7, actual count 1");
  }
}
