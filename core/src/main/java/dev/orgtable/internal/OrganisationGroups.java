package dev.orgtable.internal;

import dev.orgtable.Group;
import dev.orgtable.GroupName;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.ExternalIdTaken;
import dev.orgtable.OrgtableException.OrganisationGroupsFull;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.internal.record.GroupRolesRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationGroupRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.RolesRecord;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.role.GroupDetails;
import dev.orgtable.role.LookAlikes;
import dev.orgtable.role.OrganisationGroup;
import dev.orgtable.role.Role;
import dev.orgtable.role.Roles;
import dev.orgtable.role.StoredRoles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All groups of an organisation that have a record, read in order to create one or to change its
 * external id or roles. The write has the condition that none of them has changed in this respect,
 * so that names do not look alike, external ids are unique, and their number is limited.
 */
public final class OrganisationGroups {

  private final OrganisationId organisation;
  private final @Nullable GroupRolesRecord stored;
  private final @Nullable Roles roles;
  private final List<OrganisationGroup> groups;

  /** The names of all records, also of groups whose deletion or renaming is in progress. */
  private final List<GroupName> names;

  /** The new names of groups whose renaming is in progress, by the old ones. */
  private final Map<GroupName, GroupName> renamed = new TreeMap<>();

  private OrganisationGroups(
      OrganisationId organisation,
      @Nullable GroupRolesRecord stored,
      @Nullable Roles roles,
      List<Item> items) {
    this.organisation = organisation;
    this.stored = stored;
    this.roles = roles;
    this.groups =
        items.stream()
            .flatMap(item -> OrganisationGroupRecord.from(item).stream())
            .map(OrganisationGroupRecord::group)
            .toList();
    this.names = items.stream().flatMap(item -> Keys.groupOf(item.key()).stream()).toList();
    for (Item item : items) {
      Optional<GroupName> from = Keys.groupOf(item.key());
      TombstoneRecord.newName(item).ifPresent(to -> renamed.put(from.orElseThrow(), to));
    }
  }

  /** Reads the groups: what the condition depends on first. */
  public static OrganisationGroups read(Reads reads, OrganisationId organisation) {
    Key storedKey = GroupRolesRecord.key(organisation);
    Map<Key, Item> found = reads.getAll(List.of(storedKey, RolesRecord.key()), Consistency.STRONG);
    return new OrganisationGroups(
        organisation,
        Optional.ofNullable(found.get(storedKey)).flatMap(GroupRolesRecord::from).orElse(null),
        Optional.ofNullable(found.get(RolesRecord.key()))
            .flatMap(RolesRecord::from)
            .map(StoredRoles::roles)
            .orElse(null),
        items(reads, organisation));
  }

  /** Reads the records of groups, in order of their names, with tombstones. */
  public static List<Item> items(Reads reads, OrganisationId organisation) {
    List<Item> items = new ArrayList<>();
    QuerySpec query = QuerySpec.of(OrganisationRecord.key(organisation).id(), Keys.GROUPS);
    for (ItemPage page : reads.pages(query)) {
      for (Item item : page.items()) {
        if (!RecordTypes.isForeign(item)) {
          RecordTypes.requireReadable(item.key(), item);
          items.add(item);
        }
      }
    }
    return items;
  }

  /**
   * Checks a new group.
   *
   * @throws InvalidInput if its name looks like that of another group, or a role is not known
   * @throws ExternalIdTaken if another group has the external id
   * @throws OrganisationGroupsFull if there are {@link OrganisationGroup#MOST} groups
   */
  public void checkNew(OrganisationGroup group) {
    checkName(group.name(), names);
    if (names.size() >= OrganisationGroup.MOST) {
      throw new OrganisationGroupsFull(organisation, OrganisationGroup.MOST);
    }
    check(group);
  }

  /**
   * Checks the new name of a group, which may differ from the old one in form only.
   *
   * @throws InvalidInput if it looks like that of another group, or of a role
   */
  public void checkRenamed(GroupName from, GroupName to) {
    checkName(to, names.stream().filter(name -> !name.equals(from)).toList());
  }

  private void checkName(GroupName name, List<GroupName> others) {
    NewNames.check(new Group.OfOrganisation(name));
    if (name.equals(Group.OWNER.name())) {
      throw new InvalidInput("group", "must not be owner, which every organisation has");
    }
    if (LookAlikes.mixesScripts(name)) {
      throw new InvalidInput(
          "group", "mixes letters of scripts that are not written together: " + name);
    }
    refuseLike(name, others, "another group");
    if (roles != null) {
      List<GroupName> ofApplication = roles.organisation().stream().map(Role::name).toList();
      if (ofApplication.contains(name)) {
        throw new InvalidInput(
            "group", "must not be " + name + ", which every organisation has by the roles");
      }
      refuseLike(name, ofApplication, "a role");
    }
  }

  private static void refuseLike(GroupName name, List<GroupName> others, String what) {
    String folded = LookAlikes.fold(name);
    for (GroupName other : others) {
      if (!other.equals(name) && LookAlikes.fold(other).equals(folded)) {
        throw new InvalidInput("group", "differs from " + other + ", " + what + ", in form only");
      }
    }
  }

  /**
   * Checks the external id and the roles of a group.
   *
   * @throws InvalidInput if a role is not known
   * @throws ExternalIdTaken if another group has the external id
   */
  public void check(OrganisationGroup group) {
    GroupDetails details = group.details();
    ExternalId id = details.externalId();
    if (id != null
        && groups.stream()
            .filter(other -> !other.name().equals(group.name()))
            .anyMatch(other -> id.equals(other.details().externalId()))) {
      throw new ExternalIdTaken(id.value());
    }
    Set<GroupName> held = roles(group.name());
    for (GroupName role : details.roles()) {
      if (!held.contains(role) && !isKnown(role)) {
        throw new InvalidInput("roles", "must be roles of the application: " + role + unknown());
      }
    }
  }

  private Set<GroupName> roles(GroupName group) {
    return groups.stream()
        .filter(other -> other.name().equals(group))
        .flatMap(other -> other.details().roles().stream())
        .collect(Collectors.toSet());
  }

  private boolean isKnown(GroupName role) {
    return roles != null
        && !role.equals(Group.OWNER.name())
        && roles.find(new Group.OfOrganisation(role)).isPresent();
  }

  private String unknown() {
    return roles == null ? " (this table has no roles: orgtable roles apply)" : " is none";
  }

  /**
   * Stores the roles of a group that is renamed under the new name, and under the old one, too,
   * while members are in it. The transaction has a condition on the organisation.
   *
   * @param keepOld whether members are still in it
   * @throws TooLarge if the roles of all groups exceed {@link GroupRolesRecord#MOST_BYTES}
   */
  public void rename(
      Transaction transaction, GroupName from, OrganisationGroup to, boolean keepOld) {
    GroupRolesRecord base = keepOld ? stored() : stored().without(from);
    write(transaction, base.with(to.name(), to.details().roles()), true);
  }

  private GroupRolesRecord stored() {
    return stored == null
        ? new GroupRolesRecord(organisation, new TreeMap<>(), Revisions.first())
        : stored;
  }

  /**
   * Stores the roles of a group with those of the others, on condition that no group was created or
   * renamed, and no external id and no role was changed, since they were read.
   *
   * @param withOrganisation whether the transaction has a condition on the organisation anyway
   * @throws TooLarge if the roles of all groups exceed {@link GroupRolesRecord#MOST_BYTES}
   */
  public void store(
      Transaction transaction, GroupName group, List<GroupName> of, boolean withOrganisation) {
    List<GroupName> names = new ArrayList<>(List.of(group));
    renamed.forEach(
        (from, to) -> {
          if (to.equals(group)) {
            names.add(from);
          }
        });
    write(transaction, stored().with(names, of), withOrganisation);
  }

  private void write(Transaction transaction, GroupRolesRecord next, boolean withOrganisation) {
    if (next.bytes() > stored().bytes() && next.bytes() > GroupRolesRecord.MOST_BYTES) {
      throw new TooLarge(
          "the roles of the groups of organisation "
              + organisation
              + " would take "
              + next.bytes()
              + " bytes, more than "
              + GroupRolesRecord.MOST_BYTES);
    }
    if (stored != null) {
      next.replace(transaction);
    } else {
      next.create(transaction);
      if (!withOrganisation) {
        next.requireOrganisation(transaction);
      }
    }
  }
}
