package dev.orgtable.maintenance;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.record.Fields;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationInvitationRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.Suspension;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The records about one user in one organisation, as read: both sides of the membership or
 * invitation, and their sources.
 *
 * @param keys the keys of these records
 * @param found the items that exist, readable or not
 */
record MembershipRecords(MembershipKeys keys, Map<Key, Item> found) {

  /** Reads the records about a user in an organisation; empty if the key is not that of a side. */
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

  EmailAddress user() {
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

  /**
   * Returns whether an organisation of the current layout gets a side or loses one. Whoever counts
   * the sides meanwhile must notice, by the child version; a repair does not count.
   */
  boolean changeCount(@Nullable Item member, @Nullable Item invitation) {
    boolean same =
        member().isPresent() == (member != null)
            && invitation().isPresent() == (invitation != null);
    return !same
        && at(organisationKey()).filter(Layout::isCurrent).isPresent()
        && organisationRecord().isPresent();
  }

  /** Returns whether a side has the layout of the original Go program. */
  boolean isOld() {
    return keys.all().stream()
        .flatMap(key -> at(key).stream())
        .anyMatch(item -> Layout.version(item) == 0);
  }

  /** Returns the keys of the services that groups of either side belong to. */
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

  /** Returns whether the user was deleted and a background task is removing the rest. */
  boolean isUserEnded() {
    return at(userKey()).filter(TombstoneRecord::is).isPresent();
  }

  /** A deleted source counts as missing. */
  private static boolean is(Item item, String typ) {
    return Layout.is(item, typ) || (TombstoneRecord.is(item) && !TombstoneRecord.isMoved(item));
  }

  /** Returns the key of an item that cannot be parsed, if any. */
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

  /**
   * Returns a member's record with the number of the organisation's suspension. The member's own is
   * kept; if its time is not one, it is the time of the repair.
   */
  Item withSuspensions(Item member, Instant now) {
    String attribute = OrganisationGroupMemberRecord.SUSPENDED_AT;
    boolean lost =
        OrganisationGroupMemberRecord.isSuspended(member)
            && !Fields.time(member, attribute).isAfter(Fields.NEVER_SET);
    return Suspension.on(
        lost ? member.change().with(attribute, now).build() : member,
        organisationRecord().orElseThrow().suspension().number());
  }
}
