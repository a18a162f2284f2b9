package dev.orgtable.store;

import dev.orgtable.Check;
import dev.orgtable.Group;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.LiveRecords;
import dev.orgtable.internal.RolesCache;
import dev.orgtable.internal.record.GroupRolesRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.RolesRecord;
import dev.orgtable.role.GroupRoles;
import dev.orgtable.role.Roles;
import dev.orgtable.role.StoredRoles;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records that checks by permission need besides the memberships, read in the same request: the
 * roles, unless they are in memory, the services in which permissions are needed, which must exist,
 * and the roles that groups of the organisations stand for. There are none if no check is for a
 * permission.
 */
final class NeededRoles {

  private static final NeededRoles NONE = new NeededRoles(Set.of(), Set.of(), null, null);

  private final Set<Key> services;
  private final Set<Key> groupRoles;
  private final Map<Key, GroupRoles> ofGroups = new HashMap<>();
  private final Set<Key> existing = new HashSet<>();
  private final RolesCache.@Nullable Read read;
  private @Nullable Roles roles;
  private boolean isUnreadable;

  private NeededRoles(
      Set<Key> services,
      Set<Key> groupRoles,
      RolesCache.@Nullable Read read,
      @Nullable Roles roles) {
    this.services = services;
    this.groupRoles = groupRoles;
    this.read = read;
    this.roles = roles;
  }

  /**
   * Returns the roles for checks. Call this before the memberships are read.
   *
   * @param consistency that of the read; only what is read strongly is kept for other checks
   */
  static NeededRoles of(Collection<Check> questions, RolesCache cache, Consistency consistency) {
    if (questions.stream().noneMatch(question -> question.permission().isPresent())) {
      return NONE;
    }
    Set<Key> services = new LinkedHashSet<>();
    Set<Key> groupRoles = new LinkedHashSet<>();
    for (Check question : questions) {
      service(question).ifPresent(services::add);
      question
          .permission()
          .ifPresent(needed -> groupRoles.add(GroupRolesRecord.key(question.organisation())));
    }
    boolean isKept = consistency == Consistency.STRONG;
    return (isKept ? cache.find() : cache.findUnrenewed())
        .map(kept -> new NeededRoles(services, groupRoles, null, roles(kept.roles())))
        .orElseGet(
            () ->
                new NeededRoles(
                    services, groupRoles, isKept ? cache.begin() : cache.beginUnkept(), null));
  }

  /** Returns the key of the service in which a permission is needed. */
  private static Optional<Key> service(Check question) {
    return question
        .permission()
        .flatMap(Check.Needed::service)
        .map(id -> OrganisationServiceRecord.key(question.organisation(), id));
  }

  private static @Nullable Roles roles(Optional<StoredRoles> stored) {
    return stored.map(StoredRoles::roles).orElse(null);
  }

  /** Returns whether the roles are not in memory. */
  boolean isToBeRead() {
    return read != null;
  }

  /** Returns the services whose existence is to be read. */
  Set<Key> services() {
    return services;
  }

  /** Takes the knowledge that a service exists. */
  void exists(Key service) {
    existing.add(service);
  }

  /** Returns whether a service is known to exist. */
  boolean isExisting(Key service) {
    return existing.contains(service);
  }

  /** Returns the keys of the records with the roles of groups, one for each organisation. */
  Set<Key> groupRoles() {
    return groupRoles;
  }

  /** Takes that the roles of the groups of other organisations than these are not to be read. */
  void readOnly(Set<Key> records) {
    for (Key each : groupRoles) {
      if (!records.contains(each)) {
        ofGroups.put(each, GroupRoles.NONE);
      }
    }
  }

  /** Returns the roles that groups of the organisation of a member stand for, as they were read. */
  GroupRoles standFor(Key member) {
    return Keys.organisationOf(member)
        .map(GroupRolesRecord::key)
        .map(ofGroups::get)
        .orElse(GroupRoles.NONE);
  }

  /**
   * Returns the keys to read: those of memberships, of services that are not known to exist and of
   * the roles of groups that are not known, and that of the roles if it is to be read.
   */
  Collection<Key> with(Collection<Key> memberships) {
    Set<Key> all = new LinkedHashSet<>(memberships);
    all.addAll(services);
    all.removeAll(existing);
    all.addAll(groupRoles);
    all.removeAll(ofGroups.keySet());
    if (read != null) {
      all.add(RolesRecord.key());
    }
    return all;
  }

  /** Takes roles and services from what was read by {@link #with}. */
  void found(LiveRecords.Found found) {
    isUnreadable = read != null && found.unreadable().contains(RolesRecord.key());
    found(found.live());
  }

  /** Takes roles and services from readable live items, and removes them from there. */
  void found(Map<Key, Item> items) {
    for (Key service : services) {
      Optional.ofNullable(items.remove(service))
          .flatMap(OrganisationServiceRecord::from)
          .ifPresent(found -> exists(service));
    }
    for (Key groups : groupRoles) {
      Optional<GroupRoles> found =
          Optional.ofNullable(items.remove(groups))
              .flatMap(GroupRolesRecord::from)
              .map(GroupRolesRecord::groupRoles);
      ofGroups.putIfAbsent(groups, found.orElse(GroupRoles.NONE));
    }
    if (read != null) {
      Optional<Item> stored =
          Optional.ofNullable(items.remove(RolesRecord.key())).filter(RolesRecord::isCurrent);
      Optional<StoredRoles> found = stored.flatMap(RolesRecord::parse);
      isUnreadable |= stored.isPresent() && found.isEmpty();
      if (!isUnreadable) {
        read.keep(found);
      }
      roles = roles(found);
    }
  }

  /**
   * Returns whether a member of these groups has the permission that a check needs. Nobody has one
   * in a service that does not exist.
   *
   * @param groups the groups, with the roles that they stand for
   * @throws dev.orgtable.InvalidInput if there are no roles, or none names the permission
   * @throws dev.orgtable.OrgtableException.UnreadableRecord if the roles cannot be read
   */
  boolean permit(Set<Group> groups, Check question, Check.Needed needed) {
    return present().permit(groups, needed)
        && service(question).map(existing::contains).orElse(true);
  }

  private Roles present() {
    if (isUnreadable) {
      throw Layout.unreadable(RolesRecord.key());
    }
    if (roles == null) {
      throw RoleStore.none();
    }
    return roles;
  }
}
