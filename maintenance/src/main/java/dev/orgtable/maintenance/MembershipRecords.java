package dev.orgtable.maintenance;

import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One user in one organisation, as it was read: both sides of a membership or an invitation, and
 * the records that they must agree with.
 *
 * @param keys which user and organisation
 * @param found the items that are there, readable or not
 */
record MembershipRecords(MembershipKeys keys, Map<Key, Item> found) {

  /** Reads all that concerns a user in an organisation; empty if an item is not about both. */
  static Optional<MembershipRecords> read(Table table, Key key) {
    return MembershipKeys.of(key).map(keys -> read(table, keys));
  }

  private static MembershipRecords read(Table table, MembershipKeys keys) {
    List<Key> all = new ArrayList<>(keys.all());
    all.add(UserRecord.key(keys.user()));
    all.add(OrganisationRecord.key(keys.organisation()));
    MembershipRecords records =
        new MembershipRecords(keys, new HashMap<>(table.getAll(all, Consistency.STRONG)));
    records.found.putAll(table.getAll(records.services(), Consistency.STRONG));
    return records;
  }

  UserId user() {
    return keys.user();
  }

  OrganisationId organisation() {
    return keys.organisation();
  }

  Key userKey() {
    return UserRecord.key(user());
  }

  Key organisationKey() {
    return OrganisationRecord.key(organisation());
  }

  Optional<Item> at(Key key) {
    return Optional.ofNullable(found.get(key));
  }

  Optional<Item> side() {
    return at(keys.userSide());
  }

  Optional<Item> member() {
    return at(keys.member());
  }

  Optional<Item> invitation() {
    return at(keys.invitation());
  }

  Optional<UserRecord> userRecord() {
    return at(userKey()).flatMap(UserRecord::from);
  }

  Optional<OrganisationRecord> organisationRecord() {
    return at(organisationKey()).flatMap(OrganisationRecord::from);
  }

  /** Returns whether a side is still as the original Go program wrote it. */
  boolean isOld() {
    return keys.all().stream()
        .flatMap(key -> at(key).stream())
        .anyMatch(item -> Layout.version(item) == 0);
  }

  /** Returns the keys of all services that groups of either side belong to. */
  Set<Key> services() {
    return Stream.of(member(), invitation())
        .flatMap(Optional::stream)
        .flatMap(item -> services(item).stream())
        .collect(Collectors.toSet());
  }

  private List<Key> services(Item item) {
    return Groups.services(Groups.read(item.strings(Groups.ATTRIBUTE))).stream()
        .map(service -> OrganisationServiceRecord.key(organisation(), service))
        .toList();
  }

  boolean isThere(ServiceId service) {
    return at(OrganisationServiceRecord.key(organisation(), service))
        .filter(item -> !TombstoneRecord.is(item))
        .isPresent();
  }

  /** Returns whether the user was deleted, and what is left of that still goes. */
  boolean isUserEnded() {
    return at(userKey()).filter(TombstoneRecord::is).isPresent();
  }

  /** A source that was deleted is a record, and is as if it was gone. */
  private static boolean is(Item item, String typ) {
    return Layout.is(item, typ) || (TombstoneRecord.is(item) && !TombstoneRecord.isMoved(item));
  }

  /** Returns something that stands where only a record may stand that can be read. */
  Optional<Key> unreadable() {
    Map<Key, String> types = new HashMap<>();
    types.put(userKey(), UserRecord.TYP);
    types.put(organisationKey(), OrganisationRecord.TYP);
    types.put(keys.userSide(), UserOrganisationRecord.TYP);
    types.put(keys.member(), OrganisationGroupMemberRecord.TYP);
    types.put(keys.invitation(), OrganisationInvitationRecord.TYP);
    services().forEach(service -> types.put(service, OrganisationServiceRecord.TYP));
    return types.entrySet().stream()
        .filter(each -> at(each.getKey()).filter(item -> !is(item, each.getValue())).isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
