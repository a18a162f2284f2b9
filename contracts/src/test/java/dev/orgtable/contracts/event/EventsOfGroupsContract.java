package dev.orgtable.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgtable.Expected;
import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.OrgtableException.GroupAlreadyExists;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.event.Details;
import dev.orgtable.event.Event;
import dev.orgtable.event.EventType;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.OrganisationGroup;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.store.GroupStore;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log of an organisation says of those of its groups that have a record. */
final class EventsOfGroupsContract extends EventTable {

  private static final GroupName SALES = GroupName.of("sales");
  private static final GroupName SELLERS = GroupName.of("sellers");
  private static final GroupName VIEWER = GroupName.of("viewer");
  private static final GroupName WRITER = GroupName.of("writer");
  private static final GroupDetails DETAILS =
      new GroupDetails("Sales", "", new ExternalId("s-1"), List.of());

  @BeforeEach
  final void organisation() {
    user(ANN);
    organisation(ACME, ANN);
  }

  private GroupStore groups() {
    return orgtable().groups();
  }

  /** Returns the last event, after which the log has this number of them. */
  private Event last(int size) {
    List<Event> events = eventsOf(ACME);
    assertThat(events).hasSize(size);
    return events.get(size - 1);
  }

  @Test
  void a_creation_has_the_details() {
    groups().create(ACME, SALES, DETAILS);

    assertThat(last(2).type()).isEqualTo(EventType.GROUP_CREATED);
    assertThat(last(2).details())
        .isEqualTo(
            Details.NONE
                .in(SALES)
                .changing("label", null, "Sales")
                .changing("externalId", null, "s-1"));
    assertThat(attribute("organisation/acme", "organisationGroup/sales", "event").orElseThrow().s())
        .isEqualTo(last(2).id().value());
    assertThatThrownBy(() -> groups().create(ACME, SALES, DETAILS))
        .isInstanceOf(GroupAlreadyExists.class);
    last(2);
  }

  @Test
  void a_change_has_the_details_that_changed_and_none_has_no_event() {
    OrganisationGroup first = groups().create(ACME, SALES, DETAILS);

    groups().put(ACME, SALES, DETAILS.withDescription("They sell."), Expected.ANYTHING);
    groups().put(ACME, SALES, DETAILS.withDescription("They sell."), Expected.ANYTHING);
    assertThat(last(3).type()).isEqualTo(EventType.GROUP_CHANGED);
    assertThat(last(3).details())
        .isEqualTo(Details.NONE.in(SALES).changing("description", null, "They sell."));
    groups().put(ACME, SALES, DETAILS.withExternalId(null), Expected.ANYTHING);
    assertThat(last(4).details())
        .isEqualTo(
            Details.NONE
                .in(SALES)
                .changing("description", "They sell.", null)
                .changing("externalId", "s-1", null));
    Expected outdated = Expected.revision(first.revision());
    assertThatThrownBy(() -> groups().put(ACME, SALES, DETAILS, outdated))
        .isInstanceOf(Stale.class);
    last(4);
  }

  private static Role role(GroupName name) {
    return new Role(name, "", "", List.of(), List.of());
  }

  @Test
  void a_change_of_roles_names_all_before_and_after_it() {
    orgtable()
        .roles()
        .put(Roles.of(List.of(role(VIEWER), role(WRITER)), List.of()), Expected.ANYTHING);
    groups().put(ACME, SALES, DETAILS.withRoles(List.of(VIEWER)), Expected.ANYTHING);
    groups().put(ACME, SALES, DETAILS.withRoles(List.of(WRITER, VIEWER)), Expected.ANYTHING);

    assertThat(last(3).details())
        .isEqualTo(Details.NONE.in(SALES).changing("roles", "viewer", "viewer writer"));
  }

  @Test
  void a_renaming_has_both_names_and_its_members_have_no_event_of_their_own() {
    groups().create(ACME, SALES, DETAILS);
    orgtable().memberships().addToGroups(ANN, ACME, Set.of(new Group.OfOrganisation(SALES)));

    groups().rename(ACME, SALES, SELLERS, Expected.ANYTHING);
    groups().rename(ACME, SELLERS, SELLERS, Expected.ANYTHING);

    assertThat(last(4).type()).isEqualTo(EventType.GROUP_RENAMED);
    assertThat(last(4).details())
        .isEqualTo(Details.NONE.in(SELLERS).changing("name", "sales", "sellers"));
    assertThat(
            attribute("organisation/acme", "organisationGroupMember/ann@example.com", "event")
                .orElseThrow()
                .s())
        .isEqualTo(last(4).id().value());
  }

  @Test
  void a_deletion_has_the_details_that_are_gone() {
    groups().create(ACME, SALES, DETAILS);
    orgtable().memberships().addToGroups(ANN, ACME, Set.of(new Group.OfOrganisation(SALES)));

    groups().delete(ACME, SALES, Expected.ANYTHING);

    assertThat(last(4).type()).isEqualTo(EventType.GROUP_DELETED);
    assertThat(last(4).details())
        .isEqualTo(
            Details.NONE
                .in(SALES)
                .changing("label", "Sales", null)
                .changing("externalId", "s-1", null));
  }
}
