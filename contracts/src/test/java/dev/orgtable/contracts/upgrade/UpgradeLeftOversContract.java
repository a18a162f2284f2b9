package dev.orgtable.contracts.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.User;
import dev.orgtable.contracts.GoTable;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Step;
import dev.orgtable.maintenance.Summary;
import dev.orgtable.maintenance.UpgradeKind;
import dev.orgtable.maintenance.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of upgrading orphans of the original Go program, or a damaged table: no unproven
 * right is granted, and no proven right is lost.
 */
@Tag("slow")
final class UpgradeLeftOversContract extends GoTableContract {

  private static final AttributeValue REMOVED = AttributeValue.builder().build();
  private static final AttributeValue NULL = AttributeValue.fromNul(true);
  private static final String ANN_KEY = "user/ann@example.com";
  private static final String CAT_KEY = "user/cat@example.com";
  private static final String ANN_MEMBER = MEMBER + "ann@example.com";
  private static final String BOB_MEMBER = MEMBER + "bob@example.com";
  private static final String CAT_MEMBER = MEMBER + "cat@example.com";
  private static final String IN_ACME = "userOrganisation/" + GO_ACME;
  private static final String IN_BETA = "userOrganisation/" + GO_BETA;

  private final List<String> told = new ArrayList<>();

  private Summary upgrade() {
    told.clear();
    return Maintenance.of(orgtable()).upgrade().apply(this::add);
  }

  private void add(Step<UpgradeKind> step) {
    told.add(step.toString());
  }

  private void damage(String id, String rng, String attribute, AttributeValue value) {
    Map<String, AttributeValue> item = copy(id, rng);
    if (value.equals(REMOVED)) {
      item.remove(attribute);
    } else {
      item.put(attribute, value);
    }
    put(item);
  }

  private static Map<String, AttributeValue> key(String id, String rng) {
    return Map.of("id", AttributeValue.fromS(id), "rng", AttributeValue.fromS(rng));
  }

  @Test
  void a_member_without_a_user_side_is_removed_and_the_groups_are_told() {
    delete(ANN_KEY, IN_ACME);

    Summary summary = upgrade();

    assertThat(told)
        .anyMatch(
            step ->
                step.startsWith("DONE LEFT_OVER " + ACME_KEY + " " + ANN_MEMBER)
                    && step.contains("organisationGroup/owner"))
        .contains(
            "LEFT NO_OWNER "
                + ACME_KEY
                + " organisation: no active member is a proven owner; reactivate an owner, make an"
                + " active member an owner, or delete the organisation");
    assertThat(summary.left()).isEqualTo(1);
    assertThat(item(ACME_KEY, ANN_MEMBER)).isEmpty();
    assertThat(violations()).extracting(Violation::code).containsExactly(Violation.Code.NO_OWNER);
    orgtable().memberships().addToGroups(CAT, GO_ACME, Set.of(Group.OWNER));
    assertThat(violations()).isEmpty();
  }

  @Test
  void an_organisation_that_would_be_left_without_an_owner_is_told_by_the_plan() {
    delete(ANN_KEY, IN_ACME);

    Summary summary = Maintenance.of(orgtable()).upgrade().plan(this::add);

    assertThat(told).anyMatch(step -> step.startsWith("LEFT NO_OWNER " + ACME_KEY));
    assertThat(summary.left()).isEqualTo(1);
  }

  @Test
  void a_member_whose_user_record_is_missing_gets_it_again_from_the_copy() {
    delete(ANN_KEY, "user");

    upgrade();

    assertThat(violations()).isEmpty();
    assertThat(rights()).isEqualTo(PROVEN);
    User ann = orgtable().users().get(ANN);
    assertThat(ann.profile().firstName()).isEqualTo("Annie");
    assertThat(ann.createdAt()).isEqualTo(CREATED);
  }

  @Test
  void an_invitee_who_is_no_user_stays_none() {
    delete(CAT_KEY, "user");
    delete(CAT_KEY, IN_ACME);
    delete(ACME_KEY, CAT_MEMBER);

    upgrade();

    assertThat(violations()).isEmpty();
    assertThat(item(CAT_KEY, "user")).isEmpty();
    assertThat(orgtable().invitations().get(CAT, GO_BETA).groups()).isEmpty();
  }

  @Test
  void groups_given_before_the_acceptance_are_offered() {
    damage(
        BETA_KEY,
        CAT_MEMBER,
        "groups",
        AttributeValue.fromSs(List.of("organisationGroup/staff", "serviceGroup/gone/readers")));

    upgrade();

    Invitation invitation = orgtable().invitations().get(CAT, GO_BETA);
    assertThat(invitation.groups()).containsExactly(STAFF);
    assertThat(rights()).isEqualTo(PROVEN);
    assertThat(violations()).isEmpty();
  }

  @Test
  void records_of_an_absent_organisation_are_deleted() {
    delete(ACME_KEY, "organisation");

    upgrade();

    assertThat(violations()).isEmpty();
    assertThat(itemsNaming(GO_ACME)).isEmpty();
  }

  @Test
  void records_of_an_organisation_in_deletion_are_deleted() {
    Map<String, AttributeValue> ended = new HashMap<>(key(ACME_KEY, "organisation"));
    ended.put("typ", AttributeValue.fromS("ended"));
    ended.put("v", AttributeValue.fromN("1"));
    ended.put("endedBy", AttributeValue.fromS("job"));
    put(ended);

    Summary summary = upgrade();

    assertThat(summary.left()).isZero();
    assertThat(itemsNaming(GO_ACME)).containsExactly(ended);
  }

  @Test
  void empty_names_are_written_as_they_read() {
    damage(ANN_KEY, "user", "firstName", NULL);
    damage(ACME_KEY, "organisation", "organisationName", AttributeValue.fromS(" "));

    upgrade();

    assertThat(violations()).isEmpty();
    assertThat(orgtable().users().get(ANN).profile().firstName()).isEqualTo("ann");
  }

  @Test
  void an_address_without_a_normal_form_is_left() {
    Map<String, AttributeValue> item = copy(ANN_KEY, "user");
    item.putAll(key("user/Dan at home", "user"));
    item.put("email", AttributeValue.fromS("Dan at home"));
    put(item);

    Summary summary = upgrade();

    assertThat(summary.left()).isEqualTo(1);
    assertThat(told).last().asString().startsWith("LEFT MISPLACED user/Dan at home user");
    assertThat(item("user/Dan at home", "user")).isEqualTo(item);
  }

  static Stream<Arguments> ghosts() {
    return GoTable.items().stream().map(item -> Arguments.of(text(item, "id"), text(item, "rng")));
  }

  private static String text(Map<String, AttributeValue> item, String attribute) {
    return item.getOrDefault(attribute, REMOVED).s();
  }

  @ParameterizedTest
  @MethodSource("ghosts")
  void a_ghost_in_the_place_of_any_record_goes_and_grants_nothing(String id, String rng) {
    put(key(id, rng));
    Map<String, Set<Group>> before = rights();

    upgrade();

    assertThat(told).contains("DONE GHOST " + id + " " + rng + ": removed: not a record");
    assertUpgraded(before);
  }

  @ParameterizedTest
  @MethodSource("ghosts")
  void the_loss_of_any_record_grants_nothing(String id, String rng) {
    delete(id, rng);
    Map<String, Set<Group>> before = rights();

    upgrade();

    assertUpgraded(before);
  }

  /**
   * Asserts that all rights remain, except those in deleted organisations, whose memberships are
   * removed.
   */
  private void assertUpgraded(Map<String, Set<Group>> before) {
    if (item(ACME_KEY, "organisation").isEmpty()) {
      before.keySet().removeIf(member -> member.endsWith("Acme"));
    }
    if (item(BETA_KEY, "organisation").isEmpty()) {
      before.keySet().removeIf(member -> member.endsWith("Beta"));
    }
    assertThat(rights()).isEqualTo(before);
    assertThat(rightsByOtherWays().values()).hasSize(6).allMatch(before::equals);
    assertThat(violations()).allMatch(found -> found.code() == Violation.Code.NO_OWNER);
    assertThat(items()).allMatch(item -> VERSION_1.equals(item.get("v")));
  }

  static Stream<Arguments> oddities() {
    return Stream.of(
        Arguments.of(ANN_KEY, IN_ACME, "acceptedAt", REMOVED),
        Arguments.of(ANN_KEY, IN_ACME, "acceptedAt", AttributeValue.fromS("yesterday")),
        Arguments.of(ANN_KEY, IN_ACME, "v", AttributeValue.fromN("2")),
        Arguments.of(ANN_KEY, IN_ACME, "typ", AttributeValue.fromS("user")),
        Arguments.of(ACME_KEY, ANN_MEMBER, "v", AttributeValue.fromN("2")),
        Arguments.of(ACME_KEY, ANN_MEMBER, "typ", REMOVED),
        Arguments.of(ACME_KEY, "organisationService/" + GO_BILLING, "typ", REMOVED),
        Arguments.of(ANN_KEY, "user", "v", AttributeValue.fromN("2")),
        Arguments.of(ACME_KEY, "organisation", "v", AttributeValue.fromN("2")));
  }

  @ParameterizedTest
  @MethodSource("oddities")
  void an_unreadable_record_is_left_with_all_that_depends_on_it(
      String id, String rng, String attribute, AttributeValue value) {
    damage(id, rng, attribute, value);
    Map<String, Set<Group>> before = rights();

    Summary summary = upgrade();

    assertThat(summary.left()).isPositive();
    assertThat(rights()).isEqualTo(before);
    assertThat(item(id, rng).getOrDefault(attribute, REMOVED)).isEqualTo(value);
    assertThat(attribute(BETA_KEY, BOB_MEMBER, "v")).contains(VERSION_1);
    assertThat(attribute("user/bob@example.com", IN_BETA, "v")).contains(VERSION_1);
  }
}
