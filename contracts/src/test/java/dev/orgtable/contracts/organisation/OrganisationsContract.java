package dev.orgtable.contracts.organisation;

import static dev.orgtable.contracts.Counted.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationDetails;
import dev.orgtable.OrgtableException.OrganisationAlreadyExists;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of organisations, and of the copies of their names. */
final class OrganisationsContract extends TableContract {

  private static final PageRequest FIRST = PageRequest.first(100);

  @BeforeEach
  final void createUsers() {
    user(ANN);
    user(BOB);
  }

  @Test
  void a_created_organisation_has_its_creator_as_owner_on_both_sides() {
    Organisation created = orgtable().organisations().create(" Acme Ltd ", ANN);

    assertThat(created).isEqualTo(orgtable().organisations().get(created.id()));
    assertThat(counted(created))
        .isEqualTo(new Organisation(created.id(), "Acme Ltd", clock.instant(), 1));
    assertThat(orgtable().memberships().get(ANN, created.id()).groups())
        .containsExactly(Group.OWNER);
    assertThat(orgtable().users().organisations(ANN, FIRST).items().get(0).name())
        .isEqualTo("Acme Ltd");
    assertThat(item("organisation/" + created.id(), "organisation"))
        .containsEntry("ownerCount", AttributeValue.fromN("1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"user/ann@example.com", "organisation/acme"})
  void creating_over_what_a_membership_left_names_that_record(String left) {
    organisation(ACME, ANN);
    Map<String, AttributeValue> side =
        items().stream()
            .filter(item -> AttributeValue.fromS(left).equals(item.get("id")))
            .filter(item -> item.containsKey("membershipId"))
            .findFirst()
            .orElseThrow();
    orgtable().organisations().delete(ACME);
    put(side);

    assertThatThrownBy(() -> orgtable().organisations().create(ACME, "Again", ANN))
        .isInstanceOf(UpgradeRequired.class)
        .hasMessageContaining(left);

    client().deleteItem(request -> request.tableName(tableName).key(keyOf(side)));
  }

  private static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
    return Map.of("id", item.get("id"), "rng", item.get("rng"));
  }

  @Test
  void creating_over_an_organisation_is_refused_and_changes_nothing() {
    organisation(ACME, ANN);
    var before = items();

    assertThatThrownBy(() -> orgtable().organisations().create(ACME, "Other", BOB))
        .isInstanceOfSatisfying(
            OrganisationAlreadyExists.class, e -> assertThat(e.organisation()).isEqualTo(ACME));
    assertThatThrownBy(() -> orgtable().organisations().create(ACME, "Other", ANN))
        .isInstanceOf(OrganisationAlreadyExists.class);

    assertThat(items()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void an_organisation_of_nobody_is_refused() {
    assertThatThrownBy(() -> organisation(ACME, CAT))
        .isInstanceOfSatisfying(UserNotFound.class, e -> assertThat(e.user()).isEqualTo(CAT));

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void an_unknown_organisation_is_not_found() {
    organisation(BETA, ANN);

    assertThatThrownBy(() -> orgtable().organisations().get(ACME))
        .isInstanceOfSatisfying(
            OrganisationNotFound.class, e -> assertThat(e.organisation()).isEqualTo(ACME));
    assertThatThrownBy(() -> orgtable().organisations().details(ACME))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().organisations().rename(ACME, "New"))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> orgtable().organisations().delete(ACME))
        .isInstanceOf(OrganisationNotFound.class);
  }

  @Test
  void a_new_name_stands_on_every_side() {
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of());
    orgtable().invitations().invite(CAT, ACME, Set.of());

    Organisation renamed = orgtable().organisations().rename(ACME, " New ").value();

    assertThat(counted(renamed)).isEqualTo(new Organisation(ACME, "New", clock.instant(), 2));
    assertThat(orgtable().organisations().get(ACME)).isEqualTo(renamed);
    assertThat(orgtable().users().organisations(ANN, FIRST).items().get(0).name()).isEqualTo("New");
    assertThat(orgtable().users().organisations(BOB, FIRST).items().get(0).name()).isEqualTo("New");
    assertThat(orgtable().users().invitations(CAT, FIRST).items().get(0).name()).isEqualTo("New");
  }

  @Test
  void the_same_name_writes_nothing() {
    Organisation organisation = organisation(ACME, ANN);
    resetCost();

    Organisation renamed = orgtable().organisations().rename(ACME, "Organisation acme ").value();

    assertThat(renamed).isEqualTo(organisation);
    assertThat(cost().writeUnits()).isZero();
  }

  @Test
  void a_name_meant_for_an_old_revision_is_refused() {
    Organisation first = organisation(ACME, ANN);
    Organisation second = orgtable().organisations().rename(first, "Second").value();

    assertThatThrownBy(() -> orgtable().organisations().rename(first, "Third"))
        .isInstanceOf(Stale.class);

    assertThat(orgtable().organisations().get(ACME)).isEqualTo(second);
  }

  @Test
  void a_bad_name_is_refused_before_any_request() {
    Organisation acme = organisation(ACME, ANN);
    resetCost();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> orgtable().organisations().rename(ACME, " "))
        .withMessage("name must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> orgtable().organisations().rename(acme, "a\nb"))
        .withMessageStartingWith("name must not contain control characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> orgtable().organisations().create("a".repeat(201), ANN))
        .withMessage("name must have at most 200 characters");

    assertThat(cost().requests()).isZero();
  }

  @Test
  void an_organisation_of_98_is_renamed_at_once_and_of_99_by_a_job() {
    organisation(ACME, ANN);
    inviteMany(97);
    var small = orgtable().organisations().rename(ACME, "New");
    orgtable().memberships().addMember(BOB, ACME, Set.of());

    var large = orgtable().organisations().rename(ACME, "Newer");
    work();

    assertThat(small.job()).isEmpty();
    assertThat(large.job()).isPresent();
    assertThat(orgtable().organisations().get(ACME)).isEqualTo(large.value());
    assertThat(itemsNaming("Newer")).hasSize(1 + 99);
  }

  @Test
  void details_tell_members_groups_services_and_open_invitations() {
    organisation(ACME, ANN);
    service(ACME, BILLING);
    orgtable().invitations().invite(DAN, ACME, Set.of());
    clock.advance(Duration.ofDays(7));
    orgtable().memberships().addMember(BOB, ACME, Set.of(STAFF, READERS));
    orgtable().invitations().invite(CAT, ACME, Set.of(STAFF));

    OrganisationDetails details = orgtable().organisations().details(ACME);

    assertThat(details.organisation()).isEqualTo(orgtable().organisations().get(ACME));
    assertThat(details.members()).extracting("user").containsExactly(ANN, BOB);
    assertThat(details.services()).extracting("id").containsExactly(BILLING);
    assertThat(details.invitations()).extracting("invitee").containsExactly(CAT);
    assertThat(details.groups()).containsOnlyKeys(GroupName.of("owner"), GroupName.of("staff"));
    assertThat(details.groups(BILLING)).containsOnlyKeys(GroupName.of("readers"));
  }

  @Test
  void details_of_more_pages_than_allowed_are_refused_with_advice() {
    organisation(ACME, ANN);
    String much = "x".repeat(390_000);
    for (int i = 0; i < 4; i++) {
      put(
          Map.of(
              "id", AttributeValue.fromS("organisation/acme"),
              "rng", AttributeValue.fromS("later/" + i),
              "typ", AttributeValue.fromS("later"),
              "v", AttributeValue.fromN("1"),
              "much", AttributeValue.fromS(much)));
    }
    Orgtable narrow = Orgtable.on(client(), tableName, settings().withDetailsPages(1));

    assertThatThrownBy(() -> narrow.organisations().details(ACME))
        .isInstanceOf(TooLarge.class)
        .hasMessageContaining("read the pages of members, services and invitations");

    assertThat(orgtable().organisations().details(ACME).members()).hasSize(1);
  }

  @Test
  void nothing_names_a_deleted_organisation() {
    organisation(ACME, ANN);
    organisation(BETA, ANN);
    service(ACME, BILLING);
    orgtable().memberships().addMember(BOB, ACME, Set.of(READERS));
    orgtable().invitations().invite(DAN, ACME, Set.of());
    clock.advance(Duration.ofDays(30));
    orgtable().invitations().invite(CAT, ACME, Set.of(READERS));

    orgtable().organisations().delete(ACME);

    assertThat(itemsNaming(ACME)).isEmpty();
    assertThat(itemsNaming(BETA)).hasSize(3);
    assertThat(orgtable().users().get(BOB).email()).isEqualTo(BOB);
  }

  @Test
  void an_organisation_that_takes_100_writes_is_deleted() {
    organisation(ACME, ANN);
    inviteMany(48);

    orgtable().organisations().delete(ACME);

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void an_organisation_that_takes_more_than_100_writes_is_deleted_by_a_job() {
    organisation(ACME, ANN);
    inviteMany(48);
    service(ACME, BILLING);

    var job = orgtable().organisations().delete(ACME);
    work();

    assertThat(job).isPresent();
    assertThat(itemsNaming(ACME)).hasSize(1).allMatch(item -> item.containsKey("jobKind"));
  }

  private void inviteMany(int count) {
    for (int i = 0; i < count; i++) {
      orgtable().invitations().invite(EmailAddress.of("i" + i + "@example.com"), ACME, Set.of());
    }
  }
}
