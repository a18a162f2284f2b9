package dev.orgtable.contracts.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.orgtable.Group;
import dev.orgtable.OrganisationDetails;
import dev.orgtable.contracts.GoTable;
import dev.orgtable.dynamodb.Consistency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of reading a damaged table: no exception, and no unproven right. In this file, a
 * removed attribute is written as one without a type.
 */
@Tag("slow")
final class DamagedTableContract extends GoTableContract {

  private static final AttributeValue REMOVED = AttributeValue.builder().build();
  private static final AttributeValue NULL = AttributeValue.fromNul(true);
  private static final AttributeValue NUMBER = AttributeValue.fromN("7");
  private static final String ANN_KEY = "user/ann@example.com";
  private static final String SIDE = "userOrganisation/";
  private static final String SERVICE = "organisationService/" + GO_BILLING;
  private static final String ANN_MEMBER = MEMBER + "ann@example.com";
  private static final String ANN_IN_ACME = "ann@example.com Acme";

  static Stream<AttributeValue> noGroups() {
    return Stream.of(
        REMOVED,
        NULL,
        NUMBER,
        AttributeValue.fromM(Map.of()),
        AttributeValue.fromM(Map.of("organisationGroup/owner", NULL)),
        AttributeValue.fromS("organisationGroup/owner"),
        AttributeValue.fromNs(List.of("1", "2")),
        AttributeValue.fromL(List.of(text("organisationGroup/owner"))),
        AttributeValue.fromSs(List.of("owner")),
        AttributeValue.fromSs(List.of("serviceGroup/x")),
        AttributeValue.fromSs(List.of("serviceGroup/", "serviceGroup//", "serviceGroup//x")),
        AttributeValue.fromSs(List.of("serviceGroup/" + GO_BILLING + "/")),
        AttributeValue.fromSs(List.of("serviceGroup/" + GO_BILLING + "/readers/x")),
        AttributeValue.fromSs(List.of("organisationGroup/owner/staff")),
        AttributeValue.fromSs(List.of("organisationGroup/", "organisationGroup")),
        AttributeValue.fromSs(List.of("organisationGroup/ owner", "organisationGroup/owner ")),
        AttributeValue.fromSs(List.of(" organisationGroup/owner", "OrganisationGroup/owner")),
        AttributeValue.fromSs(List.of("otherGroup/owner", "organisationGroup/own\u0000er")));
  }

  @ParameterizedTest
  @MethodSource("noGroups")
  void odd_groups_are_no_groups(AttributeValue groups) {
    damage(ACME_KEY, ANN_MEMBER, "groups", groups);

    assertRights(with(ANN_IN_ACME, Set.of()));
  }

  @Test
  void an_odd_group_does_not_hide_the_others() {
    AttributeValue groups =
        AttributeValue.fromSs(List.of("organisationGroup/a/b", "organisationGroup/staff", "odd"));
    damage(ACME_KEY, ANN_MEMBER, "groups", groups);

    assertRights(with(ANN_IN_ACME, Set.of(STAFF)));
  }

  static Stream<Arguments> noRecord() {
    return Stream.of(
        Arguments.of("v", REMOVED),
        Arguments.of("v", NULL),
        Arguments.of("v", text("0")),
        Arguments.of("v", number("2")),
        Arguments.of("v", number("-1")),
        Arguments.of("v", number("0.5")),
        Arguments.of("v", number("4294967296")),
        Arguments.of("v", number("99999999999999999999")),
        Arguments.of("typ", REMOVED),
        Arguments.of("typ", NUMBER),
        Arguments.of("typ", text("")),
        Arguments.of("typ", text("unknown")),
        Arguments.of("typ", text("user")),
        Arguments.of("typ", text("organisation")));
  }

  @ParameterizedTest
  @MethodSource("noRecord")
  void a_member_of_unknown_type_or_version_is_none(String attribute, AttributeValue value) {
    damage(ACME_KEY, ANN_MEMBER, attribute, value);

    assertRights(without(ANN_IN_ACME));
  }

  @ParameterizedTest
  @MethodSource("noRecord")
  void a_user_side_of_unknown_type_or_version_proves_nothing(
      String attribute, AttributeValue value) {
    damage(ANN_KEY, SIDE + GO_ACME, attribute, value);

    assertRights(without(ANN_IN_ACME));
  }

  @ParameterizedTest
  @MethodSource("noRecord")
  void a_service_of_unknown_type_or_version_has_no_groups(String attribute, AttributeValue value) {
    damage(ACME_KEY, SERVICE, attribute, value);

    assertRights(with(ANN_IN_ACME, Set.of(Group.OWNER, STAFF)));
  }

  @ParameterizedTest
  @MethodSource("noRecord")
  void a_user_or_an_organisation_of_unknown_type_or_version_hides_no_other(
      String attribute, AttributeValue value) {
    damage(ANN_KEY, "user", attribute, value);
    damage(BETA_KEY, "organisation", attribute, value);

    assertThat(rights()).isEqualTo(PROVEN);
    assertThatCode(this::readTheRest).doesNotThrowAnyException();
  }

  static Stream<AttributeValue> noTimes() {
    return Stream.of(
        REMOVED,
        NUMBER,
        text(""),
        text("yesterday"),
        text("2024-02-30T00:00:00Z"),
        text("2024-03-01T09:30:00"),
        text("10000-01-01T00:00:00Z"),
        text("+10000-01-01T00:00:00Z"),
        text("-0001-01-01T00:00:00Z"),
        text("9999-12-31T23:59:59-01:00"),
        text("+1000000000-12-31T23:59:59+18:00"),
        text("0001-01-01T00:00:00Z"),
        AttributeValue.fromL(List.of(text("2024-03-01T09:30:00Z"))));
  }

  @ParameterizedTest
  @MethodSource("noTimes")
  void an_odd_time_of_acceptance_proves_nothing(AttributeValue time) {
    damage(ANN_KEY, SIDE + GO_ACME, "acceptedAt", time);

    assertRights(without(ANN_IN_ACME));
  }

  @ParameterizedTest
  @MethodSource("noTimes")
  void other_odd_times_take_nothing(AttributeValue time) {
    damage(ANN_KEY, "user", "createdAt", time);
    damage(ANN_KEY, SIDE + GO_ACME, "invitedAt", time);
    damage("user/cat@example.com", SIDE + GO_BETA, "invitedAt", time);
    damage(ACME_KEY, "organisation", "createdAt", time);
    damage(ACME_KEY, ANN_MEMBER, "createdAt", time);
    damage(ACME_KEY, ANN_MEMBER, "acceptedAt", time);

    assertRights(PROVEN);
  }

  static Stream<AttributeValue> oddNames() {
    return Stream.of(
        REMOVED,
        NULL,
        NUMBER,
        text(""),
        text("  "),
        text("a\u0000b\nc"),
        text("\u202E"),
        text("\u200B"),
        text("x".repeat(201)),
        text("x".repeat(100_000)),
        AttributeValue.fromSs(List.of("Ann")));
  }

  @ParameterizedTest
  @MethodSource("oddNames")
  void odd_names_read_as_names_that_keep_the_rules(AttributeValue name) {
    for (String attribute : List.of("firstName", "lastName", "phone", "email")) {
      damage(ANN_KEY, "user", attribute, name);
      damage(ACME_KEY, ANN_MEMBER, attribute, name);
    }
    for (String attribute : List.of("organisationName", "organisationId")) {
      damage(ACME_KEY, "organisation", attribute, name);
      damage(ANN_KEY, SIDE + GO_ACME, attribute, name);
    }
    damage(ACME_KEY, SERVICE, "serviceName", name);
    damage(ACME_KEY, SERVICE, "serviceId", name);

    assertRights(PROVEN);
    OrganisationDetails acme = orgtable().organisations().details(GO_ACME);
    assertThat(acme.organisation().name()).isEqualTo(GO_ACME.value());
    assertThat(acme.services().get(0).name()).isEqualTo(GO_BILLING.value());
    assertThat(acme.members().get(0).profile().firstName()).isEqualTo("ann");
    assertThat(orgtable().users().get(ANN).profile().firstName()).isEqualTo("ann");
  }

  @ParameterizedTest
  @MethodSource("ids")
  void ghosts_under_every_shape_of_key_are_nothing(String id) {
    Set<String> before = readTheRest();

    free(id).forEach(rng -> put(Map.of("id", text(id), "rng", text(rng))));

    assertRights(PROVEN);
    assertThat(readTheRest()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void records_under_a_wrong_key_grant_nothing(String id) {
    for (Map<String, AttributeValue> record : GoTable.items()) {
      Map<String, AttributeValue> lost = new HashMap<>(record);
      lost.put("id", text(id));

      for (String rng : free(id)) {
        lost.put("rng", text(rng));
        put(lost);
      }

      assertThat(checks(Consistency.STRONG)).isEqualTo(PROVEN);
      assertThatCode(this::readTheRest).doesNotThrowAnyException();
    }
    assertRights(PROVEN);
  }

  static Stream<String> ids() {
    return Stream.of(
        "user/dan@example.com",
        "user/",
        "user",
        "user/Ann@Example.com",
        "user/not an address",
        ANN_KEY,
        ACME_KEY,
        "organisation/",
        "organisation/a/b",
        "organisation/" + GO_ACME + " ",
        "other");
  }

  /** Every form of sort key and similar ones, except those that have a record. */
  private List<String> free(String id) {
    return Stream.of(
            "user",
            "organisation",
            SIDE + "none",
            SIDE,
            SIDE + "a/b",
            MEMBER + "dan@example.com",
            MEMBER + "Ann@Example.com",
            MEMBER,
            "organisationInvitation/dan@example.com",
            "organisationInvitation/",
            "organisationService/none",
            "organisationService/",
            "organisationService/a/b",
            "other")
        .filter(rng -> !(id.equals(ANN_KEY) && rng.equals("user")))
        .filter(rng -> !(id.equals(ACME_KEY) && rng.equals("organisation")))
        .toList();
  }

  @Test
  void a_ghost_in_the_place_of_a_record_grants_nothing() {
    for (Map<String, AttributeValue> record : GoTable.items()) {
      put(Map.of("id", record.get("id"), "rng", record.get("rng")));
    }

    assertRights(Map.of());
    assertThat(readTheRest()).containsExactlyInAnyOrder("users []", "organisations []");
  }

  @Test
  void a_ghost_in_the_place_of_one_side_leaves_no_membership() {
    put(Map.of("id", text(ACME_KEY), "rng", text(ANN_MEMBER)));

    assertRights(without(ANN_IN_ACME));
    assertThat(orgtable().users().details(ANN).organisations()).isEmpty();
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

  private void assertRights(Map<String, Set<Group>> expected) {
    assertThat(rights()).isEqualTo(expected);
    assertThat(rightsByOtherWays().values()).hasSize(6).allMatch(expected::equals);
    assertThatCode(this::readTheRest).doesNotThrowAnyException();
  }

  private static Map<String, Set<Group>> with(String member, Set<Group> groups) {
    Map<String, Set<Group>> rights = new TreeMap<>(PROVEN);
    rights.put(member, groups);
    return rights;
  }

  private static Map<String, Set<Group>> without(String member) {
    Map<String, Set<Group>> rights = new TreeMap<>(PROVEN);
    rights.remove(member);
    return rights;
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue number(String number) {
    return AttributeValue.fromN(number);
  }
}
