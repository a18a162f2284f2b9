package dev.orgtable.maintenance.demo;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.Organisation;
import dev.orgtable.Permission;
import dev.orgtable.Service;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.internal.record.GroupRolesRecord;
import dev.orgtable.internal.record.OrganisationGroupRecord;
import dev.orgtable.internal.record.RolesRecord;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.GroupId;
import dev.orgtable.role.OrganisationGroup;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.role.StoredRoles;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The roles of the generated application, and the groups that organisations made for them. */
final class DemoGroups {

  private static final Roles ROLES =
      Roles.of(
          List.of(
              role("owner", "Owner", "Everything, billing and deletion included"),
              role(
                  "admin",
                  "Administrator",
                  "Manages people and settings",
                  List.of("staff"),
                  "members:invite",
                  "settings:change"),
              role(
                  "accountant",
                  "Accountant",
                  "Writes and sends invoices",
                  List.of("staff"),
                  "invoices:write"),
              role(
                  "support",
                  "Customer support",
                  "Answers customers",
                  List.of("staff"),
                  "tickets:answer"),
              role(
                  "developer",
                  "Developer",
                  "Has keys for the interfaces",
                  List.of("staff"),
                  "keys:make"),
              role(
                  "auditor",
                  "Auditor",
                  "Reads everything, changes nothing",
                  List.of(),
                  "invoices:read",
                  "events:read"),
              role("staff", "Staff", "Everybody who works here", List.of(), "files:read")),
          List.of(
              role(
                  "operator",
                  "Operator",
                  "Runs the service",
                  List.of("editor"),
                  "service:configure"),
              role("editor", "Editor", "Changes its contents", List.of("reader"), "pages:write"),
              role("reader", "Reader", "Reads its contents", List.of(), "pages:read")));

  /** The groups of members, as often as they are chosen; owners are chosen elsewhere. */
  private static final List<String> USUAL =
      List.of(
          "staff",
          "staff",
          "staff",
          "staff",
          "staff",
          "staff",
          "developer",
          "developer",
          "developer",
          "support",
          "support",
          "accountant",
          "auditor",
          "admin");

  private static final List<String> OF_SERVICES = List.of("reader", "reader", "editor", "operator");

  private static final List<Made> MADE =
      List.of(
          new Made("berlin", "Berlin office", "The people of Torstraße", "staff"),
          new Made("lisbon", "Lisbon office", "", "staff"),
          new Made("on-call", "On call", "Answer at night and at weekends", "developer", "support"),
          new Made("month-end", "Month-end closing", "From the 25th to the 5th", "accountant"),
          new Made("board", "Board", "Sees the books", "auditor"));

  private static final int WITHOUT_GROUPS = 15;
  private static final int IN_MADE = 4;
  private static final int IN_SERVICE = 3;

  private final List<OrganisationGroup> made;

  private DemoGroups(List<OrganisationGroup> made) {
    this.made = List.copyOf(made);
  }

  /** A group that organisations make: its name, what people read, and the roles it stands for. */
  private record Made(String name, String label, String description, List<GroupName> roles) {

    Made(String name, String label, String description, String... roles) {
      this(name, label, description, Stream.of(roles).map(GroupName::of).toList());
    }
  }

  private static Role role(String name, String label, String description) {
    return role(name, label, description, List.of());
  }

  private static Role role(
      String name, String label, String description, List<String> includes, String... permissions) {
    return new Role(
        GroupName.of(name),
        label,
        description,
        Stream.of(permissions).map(Permission::of).toList(),
        includes.stream().map(GroupName::of).toList());
  }

  /** Returns the record of the roles. */
  static Item roles(long seed) {
    DemoRandom random = DemoRandom.of(seed, DemoRandom.Kind.ROLES, 0, 0);
    return RolesRecord.item(new StoredRoles(ROLES, random.additions(0)));
  }

  /** Returns the groups of an organisation; a small one has made none. */
  static DemoGroups of(Organisation organisation, int index, int members, DemoRandom random) {
    return new DemoGroups(
        members < DemoOrganisation.LARGE
            ? List.of()
            : MADE.stream()
                .limit(2L + random.below(MADE.size() - 1))
                .map(each -> made(each, organisation, index, random))
                .toList());
  }

  private static OrganisationGroup made(
      Made group, Organisation organisation, int index, DemoRandom random) {
    Instant time = random.after(organisation.createdAt());
    ExternalId directory =
        random.oneIn(2) ? ExternalId.of("directory-%d-%s".formatted(index, group.name())) : null;
    return new OrganisationGroup(
        organisation.id(),
        GroupName.of(group.name()),
        GroupId.of(random.userId(time).value()),
        new GroupDetails(group.label(), group.description(), directory, group.roles()),
        time,
        1);
  }

  /** Returns the records of the groups, and of the roles that they stand for. */
  List<Item> records() {
    if (made.isEmpty()) {
      return List.of();
    }
    SortedMap<GroupName, NavigableSet<GroupName>> roles = new TreeMap<>();
    made.forEach(group -> roles.put(group.name(), new TreeSet<>(group.details().roles())));
    return Stream.concat(
            made.stream().map(group -> new OrganisationGroupRecord(group).item()),
            Stream.of(new GroupRolesRecord(made.get(0).organisation(), roles, 1).item()))
        .toList();
  }

  /** Returns the number of {@link #records}. */
  int size() {
    return made.isEmpty() ? 0 : made.size() + 1;
  }

  /** Returns the groups of a member or an invitee. */
  Set<Group> some(List<Service> services, DemoRandom random) {
    Set<Group> groups = new HashSet<>();
    if (!random.oneIn(WITHOUT_GROUPS)) {
      groups.add(Group.of(random.of(USUAL)));
    }
    if (!made.isEmpty() && random.oneIn(IN_MADE)) {
      groups.add(Group.of(random.of(made).name().value()));
    }
    for (Service service : services) {
      if (random.oneIn(IN_SERVICE)) {
        groups.add(Group.of(service.id(), random.of(OF_SERVICES)));
      }
    }
    return groups;
  }
}
