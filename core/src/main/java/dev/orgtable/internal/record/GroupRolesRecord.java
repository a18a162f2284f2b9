package dev.orgtable.internal.record;

import dev.orgtable.GroupName;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.role.GroupRoles;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The record {@code organisationGroupRoles}: the roles that the groups of an organisation stand
 * for, in one place, so that a check by permission reads one more item only. Every change of what
 * groups are called, of their roles and of their external ids increments its revision (optimistic
 * locking).
 *
 * @param organisation the organisation
 * @param roles the roles of each group that has some
 * @param revision see {@link Revisions}
 */
public record GroupRolesRecord(
    OrganisationId organisation,
    SortedMap<GroupName, NavigableSet<GroupName>> roles,
    long revision) {

  public static final String TYP = Keys.GROUP_ROLES;

  /** The maximum of {@link #bytes}, which keeps the record within the 4 KB of one read unit. */
  public static final int MOST_BYTES = 3_500;

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.ORGANISATIONS, Keys.GROUP_ROLES)
          .owning(key -> Keys.organisationOf(key).isPresent())
          .placedBy(
              item ->
                  Keys.parse(item, "organisationId", OrganisationId::of).map(GroupRolesRecord::key))
          .checkedBy(GroupRolesRecord::check)
          .dependingOn(item -> item.number(Revisions.ATTRIBUTE).isPresent());

  private static final String ROLES = "groupRoles";
  private static final int GROUP_BYTES = 8;
  private static final int ROLE_BYTES = 4;

  public static Key key(OrganisationId organisation) {
    return Keys.organisationGroupRoles(organisation);
  }

  private static void check(FieldCheck fields) {
    fields.name("organisationId", Keys.organisationOf(fields.key()));
    fields.number(Revisions.ATTRIBUTE);
    if (fields.item().value(ROLES).filter(GroupRolesRecord::isValid).isEmpty()) {
      fields.add(ROLES + " is not a map of sets of names");
    }
  }

  private static boolean isValid(AttributeValue map) {
    return map.hasM()
        && map.m().entrySet().stream()
            .allMatch(
                each ->
                    Keys.groupName(each.getKey()).isPresent()
                        && each.getValue().hasSs()
                        && each.getValue().ss().stream()
                            .allMatch(text -> Keys.groupName(text).isPresent()));
  }

  public Item item() {
    return Layout.item(key(organisation), TYP)
        .with("organisationId", organisation.value())
        .with(ROLES, attribute(roles))
        .with(Revisions.ATTRIBUTE, revision)
        .build();
  }

  private static AttributeValue attribute(Map<GroupName, ? extends Set<GroupName>> roles) {
    Map<String, AttributeValue> map = new TreeMap<>();
    roles.forEach(
        (group, names) ->
            map.put(group.value(), Item.set(names.stream().map(GroupName::value).toList())));
    return AttributeValue.fromM(map);
  }

  /** Returns the roles of a record; a part that is not valid grants nothing. */
  public static Optional<GroupRolesRecord> from(Item item) {
    return Layout.is(item, TYP)
        ? Keys.organisationOf(item.key())
            .map(
                organisation ->
                    new GroupRolesRecord(
                        organisation, roles(item), item.number(Revisions.ATTRIBUTE).orElse(0L)))
        : Optional.empty();
  }

  private static SortedMap<GroupName, NavigableSet<GroupName>> roles(Item item) {
    SortedMap<GroupName, NavigableSet<GroupName>> roles = new TreeMap<>();
    item.value(ROLES)
        .filter(AttributeValue::hasM)
        .ifPresent(
            map ->
                map.m()
                    .forEach(
                        (group, names) ->
                            Keys.groupName(group).ifPresent(name -> put(roles, name, names))));
    return roles;
  }

  private static void put(
      SortedMap<GroupName, NavigableSet<GroupName>> roles, GroupName group, AttributeValue names) {
    NavigableSet<GroupName> valid = new TreeSet<>();
    if (names.hasSs()) {
      names.ss().forEach(text -> Keys.groupName(text).ifPresent(valid::add));
    }
    if (!valid.isEmpty()) {
      roles.put(group, valid);
    }
  }

  /** Returns the roles for checks. */
  public GroupRoles groupRoles() {
    return new GroupRoles(Collections.unmodifiableMap(roles));
  }

  /**
   * Returns the size of the roles: the bytes of all names in UTF-8, 8 more for each group, and 4
   * for each of its roles.
   */
  public int bytes() {
    int bytes = 0;
    for (Map.Entry<GroupName, NavigableSet<GroupName>> each : roles.entrySet()) {
      bytes += GROUP_BYTES + bytes(each.getKey());
      bytes += each.getValue().stream().mapToInt(role -> ROLE_BYTES + bytes(role)).sum();
    }
    return bytes;
  }

  private static int bytes(GroupName name) {
    return name.value().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Returns this record with these roles of one group, in the next revision. */
  public GroupRolesRecord with(GroupName group, List<GroupName> names) {
    return with(List.of(group), names);
  }

  /** Returns this record with these roles of each of these groups, in the next revision. */
  public GroupRolesRecord with(Collection<GroupName> groups, List<GroupName> names) {
    SortedMap<GroupName, NavigableSet<GroupName>> next = new TreeMap<>(roles);
    for (GroupName group : groups) {
      if (names.isEmpty()) {
        next.remove(group);
      } else {
        next.put(group, new TreeSet<>(names));
      }
    }
    return new GroupRolesRecord(organisation, next, revision + 1);
  }

  /** Returns this record without the roles of a group, in the same revision. */
  public GroupRolesRecord without(GroupName group) {
    SortedMap<GroupName, NavigableSet<GroupName>> next = new TreeMap<>(roles);
    next.remove(group);
    return new GroupRolesRecord(organisation, next, revision);
  }

  /** Writes this record in place of the one read, on condition that it has not changed. */
  public void replace(Transaction transaction) {
    transaction.put(
        item(), Conditions.live().equal(Revisions.ATTRIBUTE, revision - 1), Refusals.changed());
  }

  /** Creates this record where there is none. */
  public void create(Transaction transaction) {
    transaction.create(item(), Refusals.changed());
  }

  /** Requires that the organisation exists, for a record that is created without one. */
  public void requireOrganisation(Transaction transaction) {
    transaction.require(
        OrganisationRecord.key(organisation),
        Conditions.live(),
        Refusals.missing(() -> new OrganisationNotFound(organisation)));
  }
}
