package dev.orgtable.internal;

import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Filters records of version 0, in which an open invitation also has a member record, and removals
 * leave the user's side or groups of deleted services: both sides are needed to confirm a
 * membership. Sends no requests if there is no record of version 0.
 */
public final class Version0 {

  private Version0() {}

  /** Returns whether a record is of version 0. */
  public static boolean isOld(Item item) {
    return Layout.version(item) == 0;
  }

  /** Returns the organisation's sides of confirmed members, without groups of deleted services. */
  public static List<Item> members(Reads reads, List<Item> items, Consistency consistency) {
    List<Item> old = items.stream().filter(Version0::isOld).toList();
    if (old.isEmpty()) {
      return items;
    }
    Set<Key> wanted = new HashSet<>();
    for (Item item : old) {
      wanted.addAll(otherSide(item));
      wanted.addAll(services(item));
    }
    Map<Key, Item> found = RecordTypes.readable(reads.getAny(wanted, consistency));
    List<Item> proven = new ArrayList<>();
    for (Item item : items) {
      if (!isOld(item)) {
        proven.add(item);
      } else if (otherSide(item).stream().anyMatch(key -> isAccepted(found, key))) {
        proven.add(withoutDeletedServices(item, found));
      }
    }
    return proven;
  }

  /** Returns the user's sides, without memberships that have no organisation's side. */
  public static List<Item> userSides(Reads reads, List<Item> items) {
    Map<Item, List<Key>> old =
        items.stream()
            .filter(item -> isOld(item) && UserOrganisationRecord.isAccepted(item))
            .collect(Collectors.toMap(item -> item, Version0::memberKeys));
    if (old.isEmpty()) {
      return items;
    }
    List<Key> wanted = old.values().stream().flatMap(List::stream).toList();
    Map<Key, Item> found = RecordTypes.readable(reads.getAny(wanted, Consistency.STRONG));
    return items.stream()
        .filter(
            item ->
                !old.containsKey(item)
                    || old.get(item).stream()
                        .anyMatch(key -> isThere(found, key, OrganisationGroupMemberRecord.TYP)))
        .toList();
  }

  private static boolean isAccepted(Map<Key, Item> found, Key key) {
    return found.containsKey(key) && UserOrganisationRecord.isAccepted(found.get(key));
  }

  private static boolean isThere(Map<Key, Item> found, Key key, String typ) {
    return found.containsKey(key) && Layout.is(found.get(key), typ);
  }

  private static List<Key> otherSide(Item member) {
    return MembershipKeys.of(member.key()).map(MembershipKeys::userSide).stream().toList();
  }

  private static List<Key> memberKeys(Item userSide) {
    return MembershipKeys.of(userSide.key()).map(MembershipKeys::member).stream().toList();
  }

  private static List<Key> services(Item member) {
    return Keys.organisationOf(member.key()).stream()
        .flatMap(
            organisation ->
                Groups.services(Groups.read(member.strings(Groups.ATTRIBUTE))).stream()
                    .map(service -> OrganisationServiceRecord.key(organisation, service)))
        .toList();
  }

  private static Item withoutDeletedServices(Item member, Map<Key, Item> found) {
    OrganisationId organisation = Keys.organisationOf(member.key()).orElseThrow();
    Set<String> kept =
        member.strings(Groups.ATTRIBUTE).stream()
            .filter(
                group ->
                    Groups.service(group)
                        .map(
                            service ->
                                isThere(
                                    found,
                                    OrganisationServiceRecord.key(organisation, service),
                                    OrganisationServiceRecord.TYP))
                        .orElse(true))
            .collect(Collectors.toSet());
    return member.change().with(Groups.ATTRIBUTE, kept).build();
  }
}
