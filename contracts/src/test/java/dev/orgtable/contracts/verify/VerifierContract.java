package dev.orgtable.contracts.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.contracts.GoTable;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Violation;
import dev.orgtable.maintenance.Violation.Code;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of the verifier: it reports one small damage of a healthy table as one violation, if
 * that breaks one invariant. Ann owns Acme with the service Billing; Bob is a member of its group
 * readers; Cat is invited to it.
 */
final class VerifierContract extends TableContract {

  private static final String ORG = "organisation/acme";
  private static final String ANN_M = "organisationGroupMember/ann@example.com";
  private static final String BOB_M = "organisationGroupMember/bob@example.com";
  private static final String CAT_I = "organisationInvitation/cat@example.com";
  private static final String BILL = "organisationService/billing";
  private static final String BOB_U = "user/bob@example.com";
  private static final String CAT_U = "user/cat@example.com";
  private static final String SIDE = "userOrganisation/acme";
  private static final AttributeValue NULL = AttributeValue.fromNul(true);
  private static final AttributeValue REMOVED = AttributeValue.builder().build();

  private static final String POINTER = "USER_ID userId/* userId";
  private static final String OTHER = "01981a5e-9c3b-7d50-8f21-6b0c4e9d7a13";
  private static final String[] BOTH_SIDES = {
    "USER_ID " + BOB_U + " " + SIDE, "USER_ID " + ORG + " " + BOB_M
  };

  private boolean damaged;

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
    return damaged ? violations() : List.of();
  }

  @Test
  void a_healthy_table_has_nothing_wrong() {
    assertFound();
  }

  static Stream<Arguments> changes() {
    AttributeValue many =
        AttributeValue.fromSs(
            IntStream.range(0, 101).mapToObj(i -> "organisationGroup/" + i).toList());
    return Stream.of(
        change(
            BOB_U,
            "user",
            "typ",
            REMOVED,
            Code.GHOST,
            "USER_MISSING " + ORG + " " + BOB_M,
            POINTER),
        change(
            BOB_U,
            "user",
            "userId",
            text(OTHER),
            Code.USER_ID,
            BOTH_SIDES[0],
            BOTH_SIDES[1],
            POINTER,
            "EVENT_MISSING " + BOB_U + " user"),
        change(BOB_U, "user", "userId", REMOVED, Code.USER_ID),
        change(BOB_U, "user", "externalId", text("crm-1"), Code.EXTERNAL_ID),
        change(BOB_U, "user", "metadata", text("{}"), Code.ODD_VALUE),
        change(BOB_U, "user", "organisationLimit", text("many"), Code.ODD_VALUE),
        change(BOB_U, SIDE, "userId", text(OTHER), Code.USER_ID),
        change(ORG, BOB_M, "userId", REMOVED, Code.USER_ID),
        change(ORG, BILL, "typ", REMOVED, Code.GHOST, missing(BOB_M), missing(CAT_I)),
        change(ORG, BILL, "typ", text("customer"), Code.FOREIGN, missing(BOB_M), missing(CAT_I)),
        change(ORG, BILL, "v", number(2), Code.NEWER_VERSION, missing(BOB_M), missing(CAT_I)),
        change(ORG, BILL, "v", REMOVED, Code.NEWER_VERSION, missing(BOB_M), missing(CAT_I)),
        change(BOB_U, "user", "firstName", text(""), Code.ODD_VALUE),
        change(BOB_U, "user", "phone", text(" 1"), Code.ODD_VALUE),
        change(BOB_U, "user", "lastName", number(1), Code.ODD_VALUE),
        change(BOB_U, "user", "createdAt", text("10000-01-01T00:00:00Z"), Code.ODD_VALUE),
        change(BOB_U, "user", "email", text("Bob@example.com"), Code.ODD_VALUE),
        change(BOB_U, "user", "additions", REMOVED, Code.ODD_VALUE),
        change(BOB_U, "user", "dir", REMOVED, Code.ODD_VALUE),
        change(BOB_U, SIDE, "invitedAt", REMOVED, Code.ODD_VALUE),
        change(BOB_U, SIDE, "organisationId", text("beta"), Code.ODD_VALUE),
        change(BOB_U, SIDE, "expiresAt", number(1), Code.ODD_VALUE),
        change(ORG, "organisation", "dirRng", text("other"), Code.ODD_VALUE),
        change(ORG, "organisation", "createdAt", REMOVED, Code.ODD_VALUE),
        change(ORG, BILL, "serviceName", text("a\nb"), Code.ODD_VALUE),
        change(ORG, BILL, "revision", REMOVED, Code.ODD_VALUE),
        change(ORG, BILL, "serviceId", REMOVED, Code.ODD_VALUE),
        change(ORG, CAT_I, "invitedBy", text("\u202E"), Code.ODD_VALUE),
        change(ORG, BOB_M, "groups", AttributeValue.fromM(Map.of()), Code.ODD_GROUPS),
        change(ORG, BOB_M, "groups", strings("organisationGroup/a/b"), Code.ODD_GROUPS),
        change(ORG, CAT_I, "groups", strings("staff"), Code.ODD_GROUPS),
        change(ORG, BOB_M, "groups", many, Code.TOO_MANY_GROUPS),
        change(ORG, BOB_M, "groups", strings("serviceGroup/no/x"), Code.SERVICE_MISSING),
        change(ORG, CAT_I, "groups", strings("serviceGroup/no/x"), Code.SERVICE_MISSING),
        change(ORG, BOB_M, "membershipId", text("another"), Code.SIDES_DIFFER),
        change(ORG, CAT_I, "membershipId", text("another"), Code.SIDES_DIFFER),
        change(
            ORG,
            CAT_I,
            "expiresAt",
            number(4_000_000_000L),
            Code.SIDES_DIFFER,
            "ODD_VALUE " + ORG + " " + CAT_I),
        change(ORG, CAT_I, "dir", REMOVED, Code.ODD_VALUE),
        change(ORG, CAT_I, "dirRng", text("2126-11-23T12:00:00Z"), Code.ODD_VALUE),
        change(ORG, CAT_I, "mail", text("LOST"), Code.ODD_VALUE),
        change(ORG, CAT_I, "invitedAt", text("2020-01-01T00:00:00Z"), Code.SIDES_DIFFER),
        change(ORG, BOB_M, "acceptedAt", text("2020-01-01T00:00:00Z"), Code.SIDES_DIFFER),
        change(ORG, BOB_M, "profileRevision", number(7), Code.STALE_PROFILE),
        change(ORG, BOB_M, "profileRevision", REMOVED, Code.STALE_PROFILE),
        change(ORG, BOB_M, "organisationSuspension", number(2), Code.STALE_SUSPENSION),
        change(BOB_U, SIDE, "organisationName", text("Old"), Code.STALE_NAME),
        change(CAT_U, SIDE, "organisationName", text("Old"), Code.STALE_NAME),
        change(BOB_U, SIDE, "organisationRevision", number(7), Code.STALE_NAME),
        change(ORG, "organisation", "ownerCount", number(2), Code.OWNER_COUNT),
        change(ORG, "organisation", "ownerCount", number(0), Code.OWNER_COUNT),
        change(ORG, "organisation", "ownerCount", REMOVED, Code.OWNER_COUNT),
        change(ORG, "organisation", "seats", number(2), Code.MEMBER_COUNT),
        change(ORG, "organisation", "invitations", number(0), Code.MEMBER_COUNT),
        change(ORG, "organisation", "seats", text("3"), Code.ODD_VALUE),
        change(ORG, "organisation", "memberLimit", text("3"), Code.ODD_VALUE),
        change(
            ORG,
            ANN_M,
            "groups",
            REMOVED,
            Code.NO_OWNER,
            "NO_OWNER " + ORG + " organisation",
            "-NO_OWNER " + ORG + " " + ANN_M),
        change(
            ORG,
            BOB_M,
            "groups",
            strings("organisationGroup/owner"),
            Code.OWNER_COUNT,
            "OWNER_COUNT " + ORG + " organisation",
            "-OWNER_COUNT " + ORG + " " + BOB_M),
        change(
            BOB_U,
            SIDE,
            "acceptedAt",
            NULL,
            Code.ORGANISATION_SIDE_MISSING,
            "INVITATION_AS_MEMBER " + ORG + " " + BOB_M,
            "ODD_VALUE " + BOB_U + " " + SIDE),
        change(
            CAT_U,
            SIDE,
            "acceptedAt",
            text("2024-01-01T00:00:00Z"),
            Code.ORGANISATION_SIDE_MISSING,
            "USER_SIDE_MISSING " + ORG + " " + CAT_I,
            "USER_ID " + CAT_U + " " + SIDE,
            "ODD_VALUE " + CAT_U + " " + SIDE));
  }

  /** One changed attribute, with further findings, and those that must be absent (with a minus). */
  private static Arguments change(
      String id, String rng, String attribute, AttributeValue value, Code code, String... more) {
    Set<String> expected = new HashSet<>(Set.of(code + " " + id + " " + rng));
    for (String each : more) {
      if (each.startsWith("-")) {
        expected.remove(each.substring(1));
      } else {
        expected.add(each);
      }
    }
    return Arguments.of(id, rng, attribute, value, expected);
  }

  private static final String MEMBER_COUNT = "MEMBER_COUNT " + ORG + " organisation";

  private static String missing(String rng) {
    return "SERVICE_MISSING " + ORG + " " + rng;
  }

  @ParameterizedTest
  @MethodSource("changes")
  void a_changed_attribute_is_named(
      String id, String rng, String attribute, AttributeValue value, Set<String> expected) {
    damage(id, rng, attribute, value);

    assertFound(expected.toArray(String[]::new));
  }

  static Stream<Arguments> losses() {
    return Stream.of(
        loss(BOB_U, "user", "USER_MISSING " + ORG + " " + BOB_M, POINTER),
        loss(BOB_U, SIDE, "USER_SIDE_MISSING " + ORG + " " + BOB_M),
        loss(CAT_U, SIDE, "USER_SIDE_MISSING " + ORG + " " + CAT_I),
        loss(ORG, BOB_M, "ORGANISATION_SIDE_MISSING " + BOB_U + " " + SIDE, MEMBER_COUNT),
        loss(ORG, CAT_I, "ORGANISATION_SIDE_MISSING " + CAT_U + " " + SIDE, MEMBER_COUNT),
        loss(ORG, BILL, missing(BOB_M), missing(CAT_I)),
        loss(
            ORG,
            "organisation",
            "ORGANISATION_MISSING user/ann@example.com " + SIDE,
            "ORGANISATION_MISSING " + BOB_U + " " + SIDE,
            "ORGANISATION_MISSING " + CAT_U + " " + SIDE,
            "ORGANISATION_MISSING " + ORG + " " + ANN_M,
            "ORGANISATION_MISSING " + ORG + " " + BOB_M,
            "ORGANISATION_MISSING " + ORG + " " + CAT_I,
            "ORGANISATION_MISSING " + ORG + " " + BILL));
  }

  private static Arguments loss(String id, String rng, String... expected) {
    return Arguments.of(id, rng, Set.of(expected));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void a_lost_record_is_named_by_what_needs_it(String id, String rng, Set<String> expected) {
    delete(id, rng);

    assertFound(expected.toArray(String[]::new));
  }

  @Test
  void a_membership_without_an_identity_is_named_on_both_sides() {
    damage(ORG, BOB_M, "membershipId", REMOVED);
    damage(BOB_U, SIDE, "membershipId", REMOVED);

    assertFound("ODD_VALUE " + ORG + " " + BOB_M, "ODD_VALUE " + BOB_U + " " + SIDE);
  }

  @Test
  void an_invitation_without_an_end_is_named_on_both_sides() {
    damage(ORG, CAT_I, "expiresAt", REMOVED);
    damage(CAT_U, SIDE, "expiresAt", REMOVED);

    assertFound("ODD_VALUE " + ORG + " " + CAT_I, "ODD_VALUE " + CAT_U + " " + SIDE);
  }

  @Test
  void a_ghost_is_no_other_side() {
    put(key(BOB_U, SIDE));

    assertFound("GHOST " + BOB_U + " " + SIDE, "USER_SIDE_MISSING " + ORG + " " + BOB_M);
  }

  static Stream<Arguments> misplaced() {
    return Stream.of(
        Arguments.of("user/Bob@Example.com", "user", BOB_U, "user"),
        Arguments.of("user/", "user", BOB_U, "user"),
        Arguments.of(BOB_U, "profile", BOB_U, "user"),
        Arguments.of("organisation/a/b", "organisation", ORG, "organisation"),
        Arguments.of(ORG, "organisation/", ORG, "organisation"),
        Arguments.of(ORG, "organisationService/", ORG, BILL),
        Arguments.of(BOB_U, BILL, ORG, BILL),
        Arguments.of(ORG, "organisationGroupMember/Bob@example.com", ORG, BOB_M),
        Arguments.of(ORG, "organisationInvitation/", ORG, CAT_I),
        Arguments.of(ORG, SIDE, BOB_U, SIDE),
        Arguments.of(BOB_U, "userOrganisation/a/b", BOB_U, SIDE));
  }

  @ParameterizedTest
  @MethodSource("misplaced")
  void a_record_under_a_wrong_key_is_named(String id, String rng, String fromId, String fromRng) {
    Map<String, AttributeValue> item = new HashMap<>(item(fromId, fromRng));
    item.putAll(key(id, rng));
    put(item);

    assertFound("MISPLACED " + id + " " + rng);
  }

  @Test
  void a_type_that_is_not_known_is_passed_over() {
    Map<String, AttributeValue> item = new HashMap<>(key(ORG, "somethingNew"));
    item.put("typ", text("somethingNew"));
    put(item);

    assertFound();
  }

  @Test
  void the_table_of_the_original_program_has_just_these_faults() {
    String acme = "a5dccb5f-9cd4-4051-ace0-adc49291f166";
    String beta = "1439c3c2-1142-4fa6-9a55-96d3be3b4dd9";
    for (Map<String, AttributeValue> item : items()) {
      Map<String, AttributeValue> key = new HashMap<>(item);
      key.keySet().retainAll(Set.of("id", "rng"));
      client().deleteItem(request -> request.tableName(tableName).key(key));
    }
    GoTable.items().forEach(this::put);

    assertFound(
        "OWNER_COUNT organisation/" + acme + " organisation",
        "OWNER_COUNT organisation/" + beta + " organisation",
        "STALE_PROFILE organisation/" + acme + " organisationGroupMember/ann@example.com",
        "SERVICE_MISSING organisation/" + acme + " organisationGroupMember/ann@example.com",
        "ODD_GROUPS organisation/" + acme + " organisationGroupMember/cat@example.com",
        "ODD_GROUPS organisation/" + beta + " organisationGroupMember/cat@example.com",
        "INVITATION_AS_MEMBER organisation/" + beta + " organisationGroupMember/cat@example.com",
        "ORGANISATION_SIDE_MISSING user/bob@example.com userOrganisation/" + acme);
  }

  @Test
  void a_table_of_several_pages_is_read_to_its_end() {
    String large = "x".repeat(300_000);
    for (int i = 0; i < 8; i++) {
      EmailAddress id = EmailAddress.of("user" + i + "@example.com");
      user(id);
      orgtable().memberships().addMember(id, ACME, Set.of(Group.OWNER));
      damage(ORG, "organisationGroupMember/" + id, "padding", text(large));
    }
    damaged = false;
    assertThat(violations()).isEmpty();

    damage(ORG, "organisationGroupMember/user0@example.com", "groups", strings("odd"));
    damage(ORG, "organisationGroupMember/user7@example.com", "phone", text(" "));

    assertFound(
        "ODD_GROUPS " + ORG + " organisationGroupMember/user0@example.com",
        "ODD_VALUE " + ORG + " organisationGroupMember/user7@example.com",
        "OWNER_COUNT " + ORG + " organisation");
    assertThat(Maintenance.of(on(client())).verifier().verify(found -> {}))
        .isEqualTo(allItems().size());
  }

  /** Replaces the random id of a user. */
  static String withoutUserId(String text) {
    return text.replaceAll("userId/[0-9a-f-]{36}", "userId/*");
  }

  private void assertFound(String... expected) {
    List<Map<String, AttributeValue>> before = items();

    List<String> found =
        violations().stream()
            .map(violation -> violation.code() + " " + violation.id() + " " + violation.rng())
            .map(VerifierContract::withoutUserId)
            .toList();

    assertThat(found).containsExactlyInAnyOrder(expected);
    assertThat(items()).isEqualTo(before);
    damaged = expected.length > 0;
  }

  private void damage(String id, String rng, String attribute, AttributeValue value) {
    damaged = true;
    Map<String, AttributeValue> item = new HashMap<>(item(id, rng));
    if (value.equals(REMOVED)) {
      item.remove(attribute);
    } else {
      item.put(attribute, value);
    }
    put(item);
  }

  private static Map<String, AttributeValue> key(String id, String rng) {
    return Map.of("id", text(id), "rng", text(rng));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  private static AttributeValue strings(String... strings) {
    return AttributeValue.fromSs(List.of(strings));
  }
}
