package dev.orgtable.contracts.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Check;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.Member;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationDetails;
import dev.orgtable.PageRequest;
import dev.orgtable.Profile;
import dev.orgtable.Service;
import dev.orgtable.User;
import dev.orgtable.UserDetails;
import dev.orgtable.UserId;
import dev.orgtable.UserInvitation;
import dev.orgtable.UserMembership;
import dev.orgtable.UserOrganisation;
import dev.orgtable.contracts.GoTable;
import dev.orgtable.store.Claims;
import dev.orgtable.store.Orgtable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of reading the table of the original Go program: exactly what it proves. */
final class Version0Contract extends GoTableContract {

  private static final Instant NEVER_SET = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  private static final User ANN_ARCHER =
      new User(
          UserId.derived(ANN),
          ANN,
          new Profile("Ann", "Archer", "441174960001"),
          Instant.parse("2020-01-01T00:00:00Z"),
          0);
  private static final User BOB_BAKER =
      new User(
          UserId.derived(BOB),
          BOB,
          new Profile("Bob", "Baker", "441174960002"),
          Instant.parse("2021-06-15T12:30:45.123456789Z"),
          0);
  private static final User CAT_COLE =
      new User(
          UserId.derived(CAT),
          CAT,
          new Profile("Cat", "Cole", ""),
          Instant.parse("2022-02-28T22:59:59.5Z"),
          0);

  private static final UserOrganisation ANN_IN_ACME =
      new UserOrganisation(GO_ACME, "Acme Ltd", Instant.parse("2024-03-01T09:30:00.12Z"));
  private static final UserOrganisation BOB_IN_BETA =
      new UserOrganisation(GO_BETA, "Beta Works", Instant.parse("2024-03-01T09:31:30.123456789Z"));
  private static final UserOrganisation CAT_IN_ACME =
      new UserOrganisation(GO_ACME, "Acme Ltd", Instant.parse("2024-03-01T09:37:30.137283945Z"));
  private static final UserInvitation CAT_TO_BETA =
      new UserInvitation(
          GO_BETA, "Beta Works", Instant.parse("2024-03-01T09:34:30.130370367Z"), NEVER);

  private static final Member ANNIE =
      new Member(
          GO_ACME,
          ANN,
          UserId.derived(ANN),
          new Profile("Annie", "Archer", "441174960009"),
          Set.of(Group.OWNER, STAFF, GO_READERS),
          NEVER_SET);
  private static final Member BOB_OF_BETA =
      new Member(
          GO_BETA, BOB, UserId.derived(BOB), BOB_BAKER.profile(), Set.of(Group.OWNER), NEVER_SET);
  private static final Member CAT_OF_ACME =
      new Member(GO_ACME, CAT, UserId.derived(CAT), CAT_COLE.profile(), Set.of(), NEVER_SET);
  private static final Service BILLING_OF_ACME = new Service(GO_ACME, GO_BILLING, "Billing", 0);

  @Test
  void the_fixture_is_loaded_whole() {
    assertThat(items()).hasSize(15).containsExactlyInAnyOrderElementsOf(GoTable.items());
  }

  @Test
  void every_user_reads_as_written() {
    assertThat(orgtable().users().get(ANN)).isEqualTo(ANN_ARCHER);
    assertThat(orgtable().users().get(BOB)).isEqualTo(BOB_BAKER);
    assertThat(orgtable().users().get(CAT)).isEqualTo(CAT_COLE);
  }

  @Test
  void the_details_of_users_tell_what_both_sides_prove() {
    assertThat(orgtable().users().details(ANN))
        .isEqualTo(new UserDetails(ANN_ARCHER, List.of(ANN_IN_ACME), List.of()));
    assertThat(orgtable().users().details(BOB))
        .isEqualTo(new UserDetails(BOB_BAKER, List.of(BOB_IN_BETA), List.of()));
    assertThat(orgtable().users().details(CAT))
        .isEqualTo(new UserDetails(CAT_COLE, List.of(CAT_IN_ACME), List.of(CAT_TO_BETA)));
  }

  @Test
  void the_pages_of_users_tell_the_same() {
    assertThat(all(page -> orgtable().users().organisations(ANN, page)))
        .containsExactly(ANN_IN_ACME);
    assertThat(all(page -> orgtable().users().organisations(BOB, page)))
        .containsExactly(BOB_IN_BETA);
    assertThat(all(page -> orgtable().users().organisations(CAT, page)))
        .containsExactly(CAT_IN_ACME);
    assertThat(all(page -> orgtable().users().invitations(ANN, page))).isEmpty();
    assertThat(all(page -> orgtable().users().invitations(BOB, page))).isEmpty();
    assertThat(all(page -> orgtable().users().invitations(CAT, page))).containsExactly(CAT_TO_BETA);
  }

  @Test
  void the_memberships_of_users_hold_the_groups_that_are_proven() {
    assertThat(all(page -> orgtable().users().memberships(ANN, page)))
        .containsExactly(new UserMembership(ANN_IN_ACME, ANNIE.groups()));
    assertThat(all(page -> orgtable().users().memberships(BOB, page)))
        .containsExactly(new UserMembership(BOB_IN_BETA, Set.of(Group.OWNER)));
    assertThat(all(page -> orgtable().users().memberships(CAT, page)))
        .containsExactly(new UserMembership(CAT_IN_ACME, Set.of()));
  }

  @Test
  void claims_are_those_of_memberships_that_are_proven() {
    Claims.OfOrganisation ofAnn =
        new Claims.OfOrganisation(GO_ACME, "Acme Ltd", ANNIE.groups(), false);

    assertThat(orgtable().claims().of(ANN)).isEqualTo(new Claims.OfUser(List.of(ofAnn), false));
    assertThat(orgtable().claims().of(ANN, GO_ACME)).contains(ofAnn);
    assertThat(orgtable().claims().of(CAT).organisations())
        .containsExactly(new Claims.OfOrganisation(GO_ACME, "Acme Ltd", Set.of(), false));
    assertThat(orgtable().claims().of(CAT, GO_BETA)).isEmpty();
  }

  @Test
  void every_organisation_reads_as_written() {
    assertThat(orgtable().organisations().get(GO_ACME))
        .isEqualTo(new Organisation(GO_ACME, "Acme Ltd", NEVER_SET, 0));
    assertThat(orgtable().organisations().get(GO_BETA))
        .isEqualTo(new Organisation(GO_BETA, "Beta Works", NEVER_SET, 0));
  }

  @Test
  void the_details_of_acme_show_no_deleted_service() {
    OrganisationDetails acme = orgtable().organisations().details(GO_ACME);

    assertThat(acme)
        .isEqualTo(
            new OrganisationDetails(
                new Organisation(GO_ACME, "Acme Ltd", NEVER_SET, 0),
                List.of(ANNIE, CAT_OF_ACME),
                List.of(BILLING_OF_ACME),
                List.of()));
    assertThat(acme.groups())
        .isEqualTo(
            Map.of(GroupName.of("owner"), List.of(ANNIE), GroupName.of("staff"), List.of(ANNIE)));
    assertThat(acme.groups(GO_BILLING)).isEqualTo(Map.of(GroupName.of("readers"), List.of(ANNIE)));
    assertThat(acme.groups(GO_LEGACY)).isEmpty();
  }

  @Test
  void the_details_of_beta_do_not_show_an_invitee_as_a_member() {
    OrganisationDetails beta = orgtable().organisations().details(GO_BETA);

    assertThat(beta)
        .isEqualTo(
            new OrganisationDetails(
                new Organisation(GO_BETA, "Beta Works", NEVER_SET, 0),
                List.of(BOB_OF_BETA),
                List.of(),
                List.of()));
  }

  @Test
  void the_pages_of_organisations_tell_the_same() {
    assertThat(all(page -> orgtable().memberships().list(GO_ACME, page)))
        .containsExactly(ANNIE, CAT_OF_ACME);
    assertThat(all(page -> orgtable().memberships().list(GO_ACME, GO_READERS, page)))
        .containsExactly(ANNIE);
    assertThat(
            all(
                page ->
                    orgtable().memberships().list(GO_ACME, Group.of(GO_LEGACY, "readers"), page)))
        .isEmpty();
    assertThat(all(page -> orgtable().memberships().list(GO_BETA, page)))
        .containsExactly(BOB_OF_BETA);
    assertThat(all(page -> orgtable().services().list(GO_ACME, page)))
        .containsExactly(BILLING_OF_ACME);
    assertThat(all(page -> orgtable().services().list(GO_BETA, page))).isEmpty();
    assertThat(all(page -> orgtable().invitations().list(GO_BETA, page))).isEmpty();
  }

  @Test
  void a_service_reads_as_written() {
    assertThat(orgtable().services().get(GO_ACME, GO_BILLING)).isEqualTo(BILLING_OF_ACME);
  }

  @Test
  void a_member_reads_as_the_organisation_knows_it() {
    assertThat(orgtable().memberships().get(ANN, GO_ACME)).isEqualTo(ANNIE);
    assertThat(orgtable().memberships().get(BOB, GO_BETA)).isEqualTo(BOB_OF_BETA);
    assertThat(orgtable().memberships().get(CAT, GO_ACME)).isEqualTo(CAT_OF_ACME);
  }

  @Test
  void checks_grant_what_is_proven_and_every_way_of_reading_agrees() {
    assertThat(rights()).isEqualTo(PROVEN);
    assertThat(rightsByOtherWays().values()).hasSize(6).allMatch(PROVEN::equals);
  }

  @Test
  void a_group_of_a_deleted_service_is_not_held() {
    Check readers = Check.inGroup(ANN, GO_ACME, Group.of(GO_LEGACY, "readers"));

    assertThat(orgtable().memberships().check(readers).allowed()).isFalse();
  }

  @Test
  void the_directory_does_not_know_records_of_version_0() {
    assertThat(orgtable().users().search("", PageRequest.first(10)).items()).isEmpty();
    assertThat(orgtable().organisations().search("", PageRequest.first(10)).items()).isEmpty();
  }

  @Test
  void checks_with_a_bound_read_records_of_version_0_each_time() {
    Orgtable ours = orgtable();
    Duration bound = Duration.ofSeconds(60);
    Check cat = Check.member(CAT, GO_ACME);
    boolean member = ours.memberships().check(cat, bound).member();
    resetCost();

    ours.memberships().check(cat, bound);

    assertThat(member).isTrue();
    assertThat(cost().requests()).isPositive();
  }
}
