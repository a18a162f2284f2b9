package dev.orgtable.contracts.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.AccountConflict;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.Permission;
import dev.orgtable.User.Account;
import dev.orgtable.contracts.BusyUser;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.dynamodb.Cost;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.Claims;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of claims: those of active members, complete or none, within their bounds. */
final class ClaimsContract extends TableContract {

  private static final Set<Group> BOTH = Set.of(STAFF, READERS);
  private static final String SIDE = "userOrganisation/";
  private static final Claims.OfUser NONE = new Claims.OfUser(List.of(), false);
  private static final Claims.OfUser TRUNCATED = new Claims.OfUser(List.of(), true);

  @BeforeEach
  void ann_owns_acme_and_bob_is_a_member() {
    List.of(ANN, BOB, CAT).forEach(this::user);
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().memberships().addMember(BOB, ACME, BOTH);
  }

  private Claims claims() {
    return orgtable().claims();
  }

  private static Claims.OfOrganisation claims(OrganisationId organisation, Group... groups) {
    return new Claims.OfOrganisation(
        organisation, "Organisation " + organisation, Set.of(groups), false);
  }

  private void bobHasNone() {
    assertThat(claims().of(BOB, ACME)).isEmpty();
    assertThat(claims().of(BOB)).isEqualTo(NONE);
  }

  @Test
  void a_member_has_the_name_and_all_groups() {
    organisation(BETA, BOB);

    assertThat(claims().of(BOB, ACME)).contains(claims(ACME, STAFF, READERS));
    assertThat(claims().of(BOB))
        .isEqualTo(
            new Claims.OfUser(
                List.of(claims(ACME, STAFF, READERS), claims(BETA, Group.OWNER)), false));
  }

  @Test
  void the_name_is_the_current_one() {
    orgtable().organisations().rename(ACME, "Other");

    assertThat(claims().of(BOB, ACME)).map(Claims.OfOrganisation::name).contains("Other");
    assertThat(claims().of(BOB).organisations())
        .extracting(Claims.OfOrganisation::name)
        .containsExactly("Other");
  }

  @Test
  void a_suspended_or_removed_member_has_no_claims() {
    orgtable().memberships().suspend(BOB, ACME);
    bobHasNone();
    orgtable().memberships().reactivate(BOB, ACME);
    assertThat(claims().of(BOB, ACME)).isPresent();

    orgtable().memberships().remove(BOB, ACME);
    bobHasNone();
  }

  @Test
  void a_membership_that_cannot_be_read_is_refused_not_left_out() {
    String user = "user/" + BOB;
    String organisation = "organisation/" + ACME;
    Map<String, AttributeValue> side = newer(user, SIDE + ACME);
    assertThatThrownBy(() -> claims().of(BOB)).isInstanceOf(UnreadableRecord.class);
    put(side);
    assertThat(claims().of(BOB).organisations()).hasSize(1);

    Map<String, AttributeValue> member = newer(organisation, "organisationGroupMember/" + BOB);
    assertThatThrownBy(() -> claims().of(BOB)).isInstanceOf(UnreadableRecord.class);
    assertThatThrownBy(() -> claims().of(BOB, ACME)).isInstanceOf(UnreadableRecord.class);
    put(member);
    assertThat(claims().of(BOB, ACME)).isPresent();
  }

  /** Puts a version that this program does not know; returns the record before. */
  private Map<String, AttributeValue> newer(String id, String rng) {
    Map<String, AttributeValue> before = item(id, rng);
    Map<String, AttributeValue> after = new HashMap<>(before);
    after.put("v", AttributeValue.fromN("2"));
    put(after);
    return before;
  }

  @Test
  void the_account_of_a_token_must_be_the_one_that_is_bound() {
    Account bobs = new Account("https://id.example.com", "bob");
    Account another = new Account("https://id.example.com", "somebody else");
    Account elsewhere = new Account("https://other.example.com", "bob");
    assertThat(claims().of(another).of(BOB, ACME)).as("none is bound").isPresent();
    assertThat(claims().of(another).of(BOB).organisations()).hasSize(1);

    orgtable().accounts().signIn(bobs, BOB, clock.instant());

    for (Account admitted : List.of(bobs, elsewhere)) {
      assertThat(claims().of(admitted).of(BOB, ACME)).isEqualTo(claims().of(BOB, ACME));
      assertThat(claims().of(admitted).of(BOB)).isEqualTo(claims().of(BOB));
    }
    assertThatThrownBy(() -> claims().of(another).of(BOB, ACME))
        .isInstanceOf(AccountConflict.class);
    assertThatThrownBy(() -> claims().of(another).of(BOB)).isInstanceOf(AccountConflict.class);
    assertThatThrownBy(() -> claims().of(another).of(BOB, BETA))
        .as("an organisation that the user is not in")
        .isInstanceOf(AccountConflict.class);
    EmailAddress nobody = EmailAddress.of("nobody@example.com");
    assertThat(claims().of(bobs).of(nobody, ACME)).isEmpty();
    assertThat(claims().of(bobs).of(nobody)).isEqualTo(NONE);
  }

  @Test
  void the_account_costs_a_read_unit_and_for_all_organisations_a_request() {
    Account bobs = new Account("https://id.example.com", "bob");
    resetCost();
    claims().of(bobs).of(BOB, ACME);
    assertThat(cost().requests()).isEqualTo(1);
    assertThat(cost().readUnits()).isEqualTo(4);

    resetCost();
    claims().of(BOB);
    Cost without = cost();
    resetCost();
    claims().of(bobs).of(BOB);
    assertThat(cost().requests()).isEqualTo(without.requests() + 1);
    assertThat(cost().readUnits()).isEqualTo(without.readUnits() + 1);
  }

  @Test
  void an_invitation_is_none_open_or_expired() {
    orgtable().invitations().invite(CAT, ACME, Set.of(STAFF), "", Duration.ofHours(1));
    assertThat(claims().of(CAT, ACME)).isEmpty();
    assertThat(claims().of(CAT)).isEqualTo(NONE);

    clock.advance(Duration.ofHours(2));

    assertThat(claims().of(CAT, ACME)).isEmpty();
    assertThat(claims().of(CAT)).isEqualTo(NONE);
  }

  @Test
  void a_deleted_organisation_or_user_or_service_leaves_none() {
    orgtable().services().delete(ACME, BILLING);
    assertThat(claims().of(BOB, ACME)).contains(claims(ACME, STAFF));

    orgtable().organisations().delete(ACME);

    bobHasNone();
    assertThat(claims().of(EmailAddress.of("nobody@example.com"))).isEqualTo(NONE);
    assertThat(claims().of(BOB, OrganisationId.of("nowhere"))).isEmpty();
  }

  @Test
  void groups_over_the_bound_are_left_out_entirely() {
    List<String> names = new ArrayList<>(List.of("\"\\é"));
    IntStream.range(10, 48).forEach(i -> names.add(i + "x".repeat(98)));
    names.add("z".repeat(Claims.MOST_BYTES - json(names).length - ",\"\"".length()));
    assertThat(json(names)).hasSize(Claims.MOST_BYTES);
    Set<Group> groups = names.stream().map(Group::of).collect(Collectors.toSet());
    groups.add(READERS);
    orgtable().memberships().addMember(CAT, ACME, groups);
    Optional<Claims.OfOrganisation> full = claims().of(CAT, ACME);

    orgtable().organisations().rename(ACME, "Organisation acme.");

    assertThat(full).contains(claims(ACME, groups.toArray(Group[]::new)));
    assertThat(claims().of(CAT, ACME))
        .contains(new Claims.OfOrganisation(ACME, "Organisation acme.", Set.of(), true));
    assertThat(claims().of(CAT)).isEqualTo(TRUNCATED);
    assertThat(claims().of(BOB, ACME)).map(Claims.OfOrganisation::groups).contains(BOTH);
  }

  @Test
  void permissions_over_the_bound_are_left_out_and_groups_stay() {
    List<Permission> many =
        IntStream.range(0, 60).mapToObj(i -> Permission.of(i + ":" + "x".repeat(80))).toList();
    Roles large = roles(many);
    Roles small = roles(many.subList(0, 10));

    assertThat(claims().of(BOB, ACME, large))
        .contains(
            new Claims.OfOrganisation(
                ACME, "Organisation acme", BOTH, Optional.empty(), true, false));
    assertThat(claims().of(BOB, large).organisations()).map(each -> each.groups()).contains(BOTH);
    assertThat(claims().of(BOB, large).permissionsTruncated()).isTrue();
    assertThat(claims().of(BOB, large).truncated()).isFalse();
    assertThat(claims().of(BOB, ACME, small).flatMap(Claims.OfOrganisation::permissions))
        .contains(many.subList(0, 10));
    assertThat(claims().of(BOB, small).permissionsTruncated()).isFalse();
  }

  private static Roles roles(List<Permission> ofStaff) {
    return Roles.of(List.of(new Role(STAFF.name(), "", "", ofStaff, List.of())), List.of());
  }

  private static byte[] json(List<String> names) {
    String groups =
        names.stream()
            .map(name -> '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
            .collect(Collectors.joining(","));
    String whole =
        "{'org_id':'acme','org_name':'Organisation acme','groups':[GROUPS],"
            + "'services':{'billing':['readers']},'truncated':false}";
    return whole.replace('\'', '"').replace("GROUPS", groups).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_list_over_a_bound_is_left_out_entirely() {
    List<Claims.OfOrganisation> joined = new ArrayList<>();
    for (int i = 0; i < Claims.MOST_ORGANISATIONS; i++) {
      joined.add(claims(joins(i)));
    }
    assertThat(claims().of(CAT)).isEqualTo(new Claims.OfUser(joined, false));

    orgtable().memberships().suspend(CAT, joins(Claims.MOST_ORGANISATIONS));
    Claims.OfUser withOneMore = claims().of(CAT);
    orgtable().memberships().remove(CAT, BusyUser.organisation(Claims.MOST_ORGANISATIONS));
    Set<Group> longNames =
        Stream.of("a", "b", "c", "d", "e")
            .map(letter -> Group.of(letter.repeat(100)))
            .collect(Collectors.toSet());
    orgtable().memberships().addToGroups(CAT, BusyUser.organisation(7), longNames);

    assertThat(withOneMore).isEqualTo(TRUNCATED);
    assertThat(claims().of(CAT)).isEqualTo(TRUNCATED);
    assertThat(claims().of(CAT, BusyUser.organisation(7)))
        .map(Claims.OfOrganisation::groups)
        .contains(longNames);
  }

  private OrganisationId joins(int number) {
    OrganisationId id = BusyUser.organisation(number);
    organisation(id, ANN);
    orgtable().memberships().addMember(CAT, id, Set.of());
    return id;
  }

  @Test
  void invitations_of_others_do_not_fill_the_list_before_there_are_two_thousand() {
    organisation(BETA, ANN);
    orgtable().invitations().invite(BOB, BETA, Set.of());
    OrganisationId last = OrganisationId.of("z");
    organisation(last, BOB);
    Claims.OfUser expected = claims().of(BOB);

    invited(0, 1_900);
    Claims.OfUser withMany = claims().of(BOB);
    invited(1_900, 2_000);
    Claims.OfUser withTooMany = claims().of(BOB);
    uninvited(2_000);

    assertThat(expected.organisations())
        .containsExactly(claims(ACME, STAFF, READERS), claims(last, Group.OWNER));
    assertThat(withMany).isEqualTo(expected);
    assertThat(withTooMany).isEqualTo(TRUNCATED);
  }

  /** Stores the user's sides of invitations that are like that of beta. */
  private void invited(int from, int to) {
    Map<String, AttributeValue> beta = item("user/" + BOB, SIDE + BETA);
    List<Map<String, AttributeValue>> sides = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Map<String, AttributeValue> side = new HashMap<>(beta);
      side.put("rng", AttributeValue.fromS(SIDE + "i" + i));
      side.put("organisationId", AttributeValue.fromS("i" + i));
      sides.add(side);
    }
    orgtable().items().put(sides, 2);
  }

  private void uninvited(int count) {
    for (int i = 0; i < count; i++) {
      Map<String, AttributeValue> key =
          Map.of(
              "id", AttributeValue.fromS("user/" + BOB),
              "rng", AttributeValue.fromS(SIDE + "i" + i));
      client().deleteItem(request -> request.tableName(tableName).key(key));
    }
  }
}
