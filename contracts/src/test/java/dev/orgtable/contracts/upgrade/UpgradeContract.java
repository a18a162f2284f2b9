package dev.orgtable.contracts.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Group;
import dev.orgtable.Invitation;
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
import dev.orgtable.UserOrganisation;
import dev.orgtable.maintenance.Maintenance;
import dev.orgtable.maintenance.Step;
import dev.orgtable.maintenance.Summary;
import dev.orgtable.maintenance.UpgradeKind;
import dev.orgtable.store.InvitationStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract of upgrading the table of the original Go program. */
final class UpgradeContract extends GoTableContract {

  private static final Instant NEVER_SET = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant INVITED = Instant.parse("2024-03-01T09:34:30.130370367Z");
  private static final Instant CAT_CREATED = Instant.parse("2022-02-28T22:59:59.5Z");

  private static final User ANN_ARCHER =
      new User(UserId.derived(ANN), ANN, new Profile("Ann", "Archer", "441174960001"), CREATED, 1);
  private static final User BOB_BAKER =
      new User(
          UserId.derived(BOB),
          BOB,
          new Profile("Bob", "Baker", "441174960002"),
          Instant.parse("2021-06-15T12:30:45.123456789Z"),
          1);
  private static final User CAT_COLE =
      new User(UserId.derived(CAT), CAT, new Profile("Cat", "Cole", ""), CAT_CREATED, 1);

  private static final UserOrganisation ANN_IN_ACME =
      new UserOrganisation(GO_ACME, "Acme Ltd", Instant.parse("2024-03-01T09:30:00.12Z"));
  private static final UserOrganisation BOB_IN_BETA =
      new UserOrganisation(GO_BETA, "Beta Works", Instant.parse("2024-03-01T09:31:30.123456789Z"));
  private static final UserOrganisation CAT_IN_ACME =
      new UserOrganisation(GO_ACME, "Acme Ltd", Instant.parse("2024-03-01T09:37:30.137283945Z"));

  private Instant end() {
    return clock.instant().plus(InvitationStore.VALID_FOR).truncatedTo(ChronoUnit.SECONDS);
  }

  private List<String> told(Map<String, String> names, boolean apply) {
    List<Step<UpgradeKind>> steps = new ArrayList<>();
    Summary summary =
        apply
            ? Maintenance.of(orgtable()).upgrade().apply(steps::add)
            : Maintenance.of(orgtable()).upgrade().plan(steps::add);
    assertThat(summary.steps()).isEqualTo(steps.size());
    assertThat(summary.left()).isZero();
    return steps.stream()
        .map(
            step -> {
              String text = step.toString();
              for (Map.Entry<String, String> name : names.entrySet()) {
                text = text.replace(name.getKey(), name.getValue());
              }
              return text;
            })
        .toList();
  }

  private String[] steps(String outcome) {
    return List.of(
            "USER user/ann@example.com user: upgraded to version 1",
            "USER user/bob@example.com user: upgraded to version 1",
            "USER user/cat@example.com user: upgraded to version 1",
            "ORGANISATION organisation/ACME organisation: upgraded to version 1, owners: 1",
            "ORGANISATION organisation/BETA organisation: upgraded to version 1, owners: 1",
            "SERVICE organisation/ACME organisationService/BILLING: upgraded to version 1",
            "MEMBERSHIP organisation/ACME organisationGroupMember/ann@example.com: membership"
                + " upgraded to version 1",
            "MEMBERSHIP organisation/ACME organisationGroupMember/cat@example.com: membership"
                + " upgraded to version 1",
            "MEMBERSHIP organisation/BETA organisationGroupMember/bob@example.com: membership"
                + " upgraded to version 1",
            "INVITATION organisation/BETA organisationGroupMember/cat@example.com: the user has"
                + " not accepted; converted to an invitation, open until "
                + end()
                + ", offering no group",
            "LEFT_OVER user/bob@example.com userOrganisation/ACME: removed: no membership on the"
                + " organisation's side",
            "MEMBER_COUNT organisation/ACME organisation: members and invitations counted",
            "MEMBER_COUNT organisation/BETA organisation: members and invitations counted")
        .stream()
        .map(step -> outcome + " " + step)
        .toArray(String[]::new);
  }

  private static final Map<String, String> SHORT =
      Map.of(GO_ACME.value(), "ACME", GO_BETA.value(), "BETA", GO_BILLING.value(), "BILLING");

  @Test
  void the_plan_tells_every_step_and_changes_nothing() {
    List<Map<String, AttributeValue>> before = items();

    List<String> told = told(SHORT, false);

    assertThat(told).containsExactlyInAnyOrder(steps("PLANNED"));
    assertThat(items()).isEqualTo(before);
  }

  @Test
  void the_upgrade_does_what_the_plan_tells_and_leaves_nothing_wrong() {
    List<String> told = told(SHORT, true);

    assertThat(told).containsExactlyInAnyOrder(steps("DONE"));
    assertThat(violations()).isEmpty();
    assertThat(items()).hasSize(14 + 3).allMatch(item -> VERSION_1.equals(item.get("v")));
  }

  @Test
  void the_rights_are_those_that_were_proven() {
    Maintenance.of(orgtable()).upgrade().apply(step -> {});

    assertThat(rights()).isEqualTo(PROVEN);
    assertThat(rightsByOtherWays().values()).hasSize(6).allMatch(PROVEN::equals);
  }

  @Test
  void every_user_reads_as_written() {
    Maintenance.of(orgtable()).upgrade().apply(step -> {});

    assertThat(orgtable().users().details(ANN))
        .isEqualTo(new UserDetails(ANN_ARCHER, List.of(ANN_IN_ACME), List.of()));
    assertThat(orgtable().users().details(BOB))
        .isEqualTo(new UserDetails(BOB_BAKER, List.of(BOB_IN_BETA), List.of()));
    assertThat(orgtable().users().details(CAT))
        .isEqualTo(
            new UserDetails(
                CAT_COLE,
                List.of(CAT_IN_ACME),
                List.of(new UserInvitation(GO_BETA, "Beta Works", INVITED, end()))));
  }

  @Test
  void every_organisation_reads_as_written() {
    Maintenance.of(orgtable()).upgrade().apply(step -> {});

    Member annie =
        new Member(
            GO_ACME,
            ANN,
            UserId.derived(ANN),
            new Profile("Annie", "Archer", "441174960009"),
            Set.of(Group.OWNER, STAFF, GO_READERS),
            ANN_IN_ACME.acceptedAt());
    Member cat =
        new Member(
            GO_ACME,
            CAT,
            UserId.derived(CAT),
            CAT_COLE.profile(),
            Set.of(),
            CAT_IN_ACME.acceptedAt());
    assertThat(orgtable().organisations().details(GO_ACME))
        .isEqualTo(
            new OrganisationDetails(
                new Organisation(GO_ACME, "Acme Ltd", NEVER_SET, 1),
                List.of(annie, cat),
                List.of(new Service(GO_ACME, GO_BILLING, "Billing", 1)),
                List.of()));
    OrganisationDetails beta = orgtable().organisations().details(GO_BETA);
    assertThat(beta.members()).extracting(Member::user).containsExactly(BOB);
    assertThat(beta.invitations())
        .containsExactly(
            new Invitation(
                beta.invitations().get(0).id(), GO_BETA, CAT, Set.of(), "", INVITED, end()));
  }

  @Test
  void the_directory_knows_all() {
    Maintenance.of(orgtable()).upgrade().apply(step -> {});

    PageRequest all = PageRequest.first(10);
    assertThat(orgtable().users().search("", all).items())
        .containsExactly(ANN_ARCHER, BOB_BAKER, CAT_COLE);
    assertThat(orgtable().organisations().search("", all).items())
        .extracting(Organisation::name)
        .containsExactly("Acme Ltd", "Beta Works");
  }

  @Test
  void a_second_upgrade_does_nothing() {
    Maintenance.of(orgtable()).upgrade().apply(step -> {});
    List<Map<String, AttributeValue>> before = items();

    List<String> told = told(SHORT, true);

    assertThat(told).isEmpty();
    assertThat(items()).isEqualTo(before);
  }

  @Test
  void every_operation_works_on_the_upgraded_table() {
    Maintenance.of(orgtable()).upgrade().apply(step -> {});

    Member cat = orgtable().invitations().accept(CAT, GO_BETA);
    orgtable().memberships().transferOwnership(GO_BETA, BOB, CAT);
    orgtable().users().update(ANN_ARCHER.withProfile(new Profile("Anna", "Archer", "")));
    orgtable().services().delete(GO_ACME, GO_BILLING);
    orgtable().organisations().rename(GO_ACME, "Acme Limited");
    orgtable().users().delete(BOB);
    orgtable().organisations().delete(GO_BETA);

    assertThat(cat.groups()).isEmpty();
    assertThat(violations()).isEmpty();
    assertThat(itemsNaming(BOB)).isEmpty();
  }
}
