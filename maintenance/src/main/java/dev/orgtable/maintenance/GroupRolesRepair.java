package dev.orgtable.maintenance;

import dev.orgtable.GroupName;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.OrganisationGroups;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.GroupRolesRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupRecord;
import dev.orgtable.internal.record.Revisions;
import dev.orgtable.internal.record.TombstoneRecord;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Checks that the record of all roles of an organisation's groups agrees with the records of the
 * groups, which are what is right.
 */
final class GroupRolesRepair {

  private GroupRolesRepair() {}

  /** Returns the keys of the records that a group, or the record of all roles, refers to. */
  static Set<Key> counterparts(Item item) {
    Set<Key> keys = new LinkedHashSet<>();
    if (Layout.is(item, OrganisationGroupRecord.TYP)) {
      Keys.organisationOf(item.key()).map(GroupRolesRecord::key).ifPresent(keys::add);
    }
    GroupRolesRecord.from(item)
        .ifPresent(
            all ->
                all.roles()
                    .keySet()
                    .forEach(
                        group -> keys.add(OrganisationGroupRecord.key(all.organisation(), group))));
    return keys;
  }

  /** Returns the inconsistencies, as text. */
  static List<String> wrong(Item item, Function<Key, Optional<Item>> others) {
    Optional<OrganisationGroupRecord> group = OrganisationGroupRecord.from(item);
    if (group.isPresent()) {
      return ofGroup(group.get(), others);
    }
    return GroupRolesRecord.from(item).stream()
        .flatMap(
            all ->
                all.roles().keySet().stream()
                    .filter(
                        name ->
                            others
                                .apply(OrganisationGroupRecord.key(all.organisation(), name))
                                .filter(
                                    found ->
                                        TombstoneRecord.isMoved(found)
                                            || OrganisationGroupRecord.from(found).isPresent())
                                .isEmpty()))
        .map(name -> "roles of " + name + ", which has no record")
        .toList();
  }

  private static List<String> ofGroup(
      OrganisationGroupRecord record, Function<Key, Optional<Item>> others) {
    GroupName name = record.group().name();
    NavigableSet<GroupName> stored =
        others
            .apply(GroupRolesRecord.key(record.group().organisation()))
            .flatMap(GroupRolesRecord::from)
            .map(all -> all.roles().getOrDefault(name, new TreeSet<>()))
            .orElseGet(TreeSet::new);
    List<GroupName> roles = record.group().details().roles();
    return stored.equals(new TreeSet<>(roles))
        ? List.of()
        : List.of("roles " + roles + ", but checks use " + stored);
  }

  /** Returns the fix: the record of all roles written anew, from the records of the groups. */
  static Fix fix(Table table, String what, Item item) {
    OrganisationId organisation = Keys.organisationOf(item.key()).orElseThrow();
    Optional<Item> present = table.get(GroupRolesRecord.key(organisation), Consistency.STRONG);
    GroupRolesRecord right =
        new GroupRolesRecord(
            organisation,
            new TreeMap<>(),
            present
                .flatMap(found -> found.number(Revisions.ATTRIBUTE))
                .orElseGet(Revisions::first));
    Transaction transaction = new Transaction();
    Map<GroupName, GroupName> renamed = new TreeMap<>();
    for (Item each : OrganisationGroups.items(table, organisation)) {
      Optional<OrganisationGroupRecord> record = OrganisationGroupRecord.from(each);
      if (record.filter(found -> !found.group().details().roles().isEmpty()).isPresent()) {
        right = right.with(record.get().group().name(), record.get().group().details().roles());
        transaction.require(each.key(), Conditions.same(each), Fix.CHANGED);
      }
      TombstoneRecord.newName(each)
          .ifPresent(to -> renamed.put(Keys.groupOf(each.key()).orElseThrow(), to));
    }
    for (Map.Entry<GroupName, GroupName> old : renamed.entrySet()) {
      right =
          right.with(
              old.getKey(),
              List.copyOf(right.roles().getOrDefault(old.getValue(), new TreeSet<>())));
    }
    if (present.isPresent()) {
      Item then = SourceRepair.keeping(present.get(), right.item());
      transaction.put(then, Conditions.same(present.get()), Fix.CHANGED);
    } else {
      right.create(transaction);
      right.requireOrganisation(transaction);
    }
    return Fix.by(what, transaction);
  }
}
