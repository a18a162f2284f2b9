package dev.orgtable.contracts.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Check;
import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrgtableException.ExternalIdTaken;
import dev.orgtable.OrgtableException.GroupAlreadyExists;
import dev.orgtable.OrgtableException.GroupNotFound;
import dev.orgtable.OrgtableException.OrganisationGroupsFull;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.Outcome;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.Permission;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.OrganisationGroup;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.GroupStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of groups with a record. Ann owns the sample organisation, Bob is a member. */
final class GroupRecordsContract extends TableContract {

  private static final GroupName SALES = GroupName.of("sales");
  private static final GroupName DEVELOPERS = GroupName.of("developers");
  private static final ExternalId DIRECTORY = ExternalId.of("dir-1");
  private static final GroupDetails DETAILS =
      new GroupDetails(" Sales ", "Sells", DIRECTORY, List.of(DEVELOPERS));

  @BeforeEach
  final void createOrganisation() {
    user(ANN);
    user(BOB);
    organisation(ACME, ANN);
    orgtable().memberships().addMember(BOB, ACME, Set.of());
    roles(DEVELOPERS.value(), "support");
  }

  private void roles(String... names) {
    List<Role> listed = new ArrayList<>();
    for (String name : names) {
      Permission permission = Permission.of(name + ":use");
      listed.add(new Role(GroupName.of(name), "", "", List.of(permission), List.of()));
    }
    orgtable().roles().put(Roles.of(listed, List.of()), Expected.ANYTHING);
  }

  private GroupStore groups() {
    return orgtable().groups();
  }

  @Test
  void a_created_group_reads_as_it_was_written_and_may_be_empty() {
    OrganisationGroup created = groups().create(ACME, SALES, DETAILS);

    assertThat(created.details())
        .isEqualTo(new GroupDetails("Sales", "Sells", DIRECTORY, List.of(DEVELOPERS)));
    assertThat(created.createdAt()).isEqualTo(clock.instant());
    assertThat(groups().get(ACME, SALES)).isEqualTo(created);
    assertThat(groups().list(ACME, PageRequest.first(10)).items()).containsExactly(created);
    assertThat(groups().find(ACME, DIRECTORY)).contains(created);
    assertThat(groups().find(ACME, ExternalId.of("DIR-1"))).isEmpty();
  }

  @Test
  void a_group_of_this_name_keeps_its_members() {
    orgtable().memberships().addToGroups(BOB, ACME, Set.of(Group.of("sales")));

    groups().create(ACME, SALES, GroupDetails.NONE);

    assertThat(
            orgtable().memberships().check(Check.inGroup(BOB, ACME, Group.of("sales"))).allowed())
        .isTrue();
  }

  @Test
  void creating_a_group_twice_is_refused_and_changes_nothing() {
    OrganisationGroup first = groups().create(ACME, SALES, DETAILS);

    assertThatThrownBy(() -> groups().create(ACME, SALES, GroupDetails.NONE))
        .isInstanceOfSatisfying(
            GroupAlreadyExists.class,
            e -> {
              assertThat(e.organisation()).isEqualTo(ACME);
              assertThat(e.group()).isEqualTo(SALES);
            });

    assertThat(groups().get(ACME, SALES)).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Owner",
        "owner",
        "OWNER",
        " Owner ",
        "O w n e r",
        "Owners",
        "ｏｗｎｅｒｓ",
        "ow\u00a0ner",
        "Оwner",
        "ｏｗｎｅｒ"
      })
  void a_label_that_looks_like_the_group_of_owners_is_refused(String label) {
    GroupDetails odd = GroupDetails.NONE.withLabel(label);
    OrganisationGroup plain = groups().create(ACME, SALES, DETAILS);

    assertThatThrownBy(() -> groups().create(ACME, GroupName.of("guests"), odd))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("label must not look like owner");
    assertThatThrownBy(() -> groups().put(ACME, SALES, odd, Expected.ANYTHING))
        .isInstanceOf(InvalidInput.class);

    assertThat(groups().list(ACME, PageRequest.first(10)).items()).containsExactly(plain);
  }

  @Test
  void a_group_of_no_organisation_is_refused() {
    assertThatThrownBy(() -> groups().create(BETA, SALES, GroupDetails.NONE))
        .isInstanceOf(OrganisationNotFound.class);
    assertThatThrownBy(() -> groups().list(BETA, PageRequest.first(10)))
        .isInstanceOf(OrganisationNotFound.class);

    assertThat(itemsNaming(BETA)).isEmpty();
  }

  @Test
  void an_unknown_group_is_not_found() {
    assertThatThrownBy(() -> groups().get(ACME, SALES)).isInstanceOf(GroupNotFound.class);
    assertThatThrownBy(() -> groups().delete(ACME, SALES, Expected.ANYTHING))
        .isInstanceOf(GroupNotFound.class);
    assertThatThrownBy(() -> groups().put(ACME, SALES, DETAILS, Expected.revision(1)))
        .isInstanceOf(GroupNotFound.class);

    assertThat(itemsNaming(SALES)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sales",
        "ＳＡＬＥＳ",
        "sаles",
        "owner",
        "Owner",
        "оwner",
        "developers",
        "Developers",
        "..",
        "%2e"
      })
  void a_name_like_that_of_another_group_or_of_a_role_is_refused(String name) {
    groups().create(ACME, SALES, DETAILS);

    assertThatThrownBy(() -> groups().create(ACME, GroupName.of(name), GroupDetails.NONE))
        .isInstanceOfSatisfying(InvalidInput.class, e -> assertThat(e.field()).isEqualTo("group"));

    assertThat(groups().list(ACME, PageRequest.first(10)).items()).hasSize(1);
  }

  @Test
  void a_role_must_be_known_and_is_kept_when_it_is_no_longer() {
    assertThatThrownBy(
            () -> groups().create(ACME, SALES, DETAILS.withRoles(List.of(GroupName.of("nobody")))))
        .isInstanceOfSatisfying(InvalidInput.class, e -> assertThat(e.field()).isEqualTo("roles"));
    assertThatThrownBy(
            () -> groups().create(ACME, SALES, DETAILS.withRoles(List.of(Group.OWNER.name()))))
        .isInstanceOf(InvalidInput.class);
    groups().create(ACME, SALES, DETAILS);
    roles("support");

    Outcome<OrganisationGroup> changed =
        groups()
            .put(
                ACME,
                SALES,
                DETAILS.withRoles(List.of(DEVELOPERS, GroupName.of("support"))),
                Expected.ANYTHING);

    assertThat(changed.value().details().roles())
        .containsExactly(DEVELOPERS, GroupName.of("support"));
  }

  @Test
  void a_put_creates_then_changes_then_writes_nothing() {
    OrganisationGroup created = groups().put(ACME, SALES, DETAILS, Expected.NOTHING).value();

    Outcome<OrganisationGroup> changed =
        groups().put(ACME, SALES, DETAILS.withLabel("New"), Expected.revision(created.revision()));
    Outcome<OrganisationGroup> same =
        groups().put(ACME, SALES, DETAILS.withLabel("New"), Expected.ANYTHING);

    assertThat(changed.value().id()).isEqualTo(created.id());
    assertThat(changed.value().revision()).isEqualTo(created.revision() + 1);
    assertThat(changed.effect()).isEqualTo(Outcome.Effect.UPDATED);
    assertThat(same.effect()).isEqualTo(Outcome.Effect.UNCHANGED);
    assertThat(groups().get(ACME, SALES)).isEqualTo(changed.value());
    assertThatThrownBy(
            () -> groups().put(ACME, SALES, DETAILS, Expected.revision(created.revision())))
        .isInstanceOf(Stale.class);
  }

  @Test
  void an_external_id_is_that_of_one_group_until_it_is_given_up() {
    GroupName other = GroupName.of("other");
    groups().create(ACME, SALES, DETAILS);

    assertThatThrownBy(() -> groups().create(ACME, other, DETAILS))
        .isInstanceOf(ExternalIdTaken.class);
    groups().create(ACME, other, GroupDetails.NONE);
    assertThatThrownBy(() -> groups().put(ACME, other, DETAILS, Expected.ANYTHING))
        .isInstanceOf(ExternalIdTaken.class);

    groups().put(ACME, SALES, DETAILS.withExternalId(null), Expected.ANYTHING);
    groups().put(ACME, other, DETAILS, Expected.ANYTHING);
    assertThat(groups().find(ACME, DIRECTORY).map(OrganisationGroup::name)).contains(other);
  }

  @Test
  void an_organisation_has_at_most_100_groups() {
    IntStream.range(0, OrganisationGroup.MOST)
        .forEach(i -> groups().create(ACME, GroupName.of("group" + i), GroupDetails.NONE));

    assertThatThrownBy(() -> groups().create(ACME, SALES, GroupDetails.NONE))
        .isInstanceOf(OrganisationGroupsFull.class);

    Page<OrganisationGroup> first = groups().list(ACME, PageRequest.first(60));
    Page<OrganisationGroup> second = groups().list(ACME, new PageRequest(60, first.next()));
    assertThat(first.items()).hasSize(60);
    assertThat(second.items()).hasSize(40);
    assertThat(second.next()).isEmpty();
  }

  @Test
  void roles_that_do_not_fit_one_record_are_refused() {
    String[] names =
        IntStream.range(10, 30).mapToObj(i -> i + "r".repeat(90)).toArray(String[]::new);
    roles(names);
    List<GroupName> all = List.of(names).stream().map(GroupName::of).toList();
    groups().create(ACME, SALES, GroupDetails.NONE.withRoles(all));

    assertThatThrownBy(
            () -> groups().create(ACME, GroupName.of("o"), GroupDetails.NONE.withRoles(all)))
        .isInstanceOf(TooLarge.class);
  }

  @Test
  void a_deleted_group_is_nowhere_and_others_stay() {
    groups().create(ACME, SALES, DETAILS);
    groups().create(ACME, GroupName.of("sale"), GroupDetails.NONE);
    Set<Group> both = Set.of(Group.of("sales"), Group.of("sale"), STAFF);
    orgtable().memberships().addToGroups(BOB, ACME, both);
    orgtable().invitations().invite(CAT, ACME, both);

    assertThat(groups().delete(ACME, SALES, Expected.ANYTHING)).isEmpty();

    assertThat(itemsNaming(SALES)).isEmpty();
    assertThat(orgtable().memberships().get(BOB, ACME).groups())
        .containsExactlyInAnyOrder(Group.of("sale"), STAFF);
    assertThat(orgtable().invitations().get(CAT, ACME).groups())
        .containsExactlyInAnyOrder(Group.of("sale"), STAFF);
    assertThat(groups().create(ACME, SALES, DETAILS).details().externalId()).isEqualTo(DIRECTORY);
  }

  @Test
  void groups_go_with_their_organisation() {
    groups().create(ACME, SALES, DETAILS);

    assertThat(orgtable().organisations().delete(ACME)).isEmpty();

    assertThat(itemsNaming(ACME)).isEmpty();
  }

  @Test
  void a_precondition_of_a_deletion_is_kept() {
    long seen = groups().create(ACME, SALES, DETAILS).revision();

    assertThatThrownBy(() -> groups().delete(ACME, SALES, Expected.revision(seen + 1)))
        .isInstanceOf(Stale.class);
    assertThat(groups().delete(ACME, SALES, Expected.revision(seen))).isEqualTo(Optional.empty());
  }
}
