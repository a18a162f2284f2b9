package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import dev.orgtable.ServiceId;
import dev.orgtable.UserId;
import java.util.HashMap;
import java.util.HashSet;
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
 * @param user the user
 * @param organisation the organisation
 * @param found the items that are there, readable or not
 */
record Pair(UserId user, OrganisationId organisation, Map<Key, Item> found) {

  /** Reads all that concerns a user in an organisation; empty if an item is not about both. */
  static Optional<Pair> read(Table table, Key key) {
    Optional<UserId> user =
        key.user().or(() -> key.userAfter(Key.MEMBERS)).or(() -> key.userAfter(Key.INVITATIONS));
    Optional<OrganisationId> organisation =
        key.organisation().or(() -> key.organisationAfter(Key.USER_ORGANISATIONS));
    return user.isEmpty() || organisation.isEmpty()
        ? Optional.empty()
        : Optional.of(read(table, user.get(), organisation.get()));
  }

  private static Pair read(Table table, UserId user, OrganisationId organisation) {
    Pair none = new Pair(user, organisation, Map.of());
    Set<Key> keys = new HashSet<>(none.sides());
    keys.addAll(List.of(none.userKey(), none.organisationKey()));
    Pair pair = new Pair(user, organisation, new HashMap<>(table.getAll(keys, Consistency.STRONG)));
    pair.found.putAll(table.getAll(pair.services(), Consistency.STRONG));
    return pair;
  }

  Key userKey() {
    return UserRecord.key(user);
  }

  Key organisationKey() {
    return OrganisationRecord.key(organisation);
  }

  Key sideKey() {
    return UserOrganisationRecord.key(user, organisation);
  }

  Key memberKey() {
    return OrganisationGroupMemberRecord.key(organisation, user);
  }

  Key invitationKey() {
    return OrganisationInvitationRecord.key(organisation, user);
  }

  List<Key> sides() {
    return List.of(sideKey(), memberKey(), invitationKey());
  }

  Optional<Item> at(Key key) {
    return Optional.ofNullable(found.get(key));
  }

  Optional<Item> side() {
    return at(sideKey());
  }

  Optional<Item> member() {
    return at(memberKey());
  }

  Optional<Item> invitation() {
    return at(invitationKey());
  }

  Optional<UserRecord> userRecord() {
    return at(userKey()).flatMap(UserRecord::from);
  }

  Optional<OrganisationRecord> organisationRecord() {
    return at(organisationKey()).flatMap(OrganisationRecord::from);
  }

  /** Returns whether a side is still as the original Go program wrote it. */
  boolean isOld() {
    return sides().stream().flatMap(key -> at(key).stream()).anyMatch(item -> item.version() == 0);
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
        .map(service -> OrganisationServiceRecord.key(organisation, service))
        .toList();
  }

  boolean isThere(ServiceId service) {
    return at(OrganisationServiceRecord.key(organisation, service))
        .filter(item -> !EndedRecord.is(item))
        .isPresent();
  }

  /** Returns whether the user was deleted, and what is left of that still goes. */
  boolean isUserEnded() {
    return at(userKey()).filter(EndedRecord::is).isPresent();
  }

  /** A source that was deleted is a record, and is as if it was gone. */
  private static boolean is(Item item, String typ) {
    return item.is(typ) || (EndedRecord.is(item) && !EndedRecord.isMoved(item));
  }

  /** Returns something that stands where only a record may stand that can be read. */
  Optional<Key> unreadable() {
    Map<Key, String> types = new HashMap<>();
    types.put(userKey(), UserRecord.TYP);
    types.put(organisationKey(), OrganisationRecord.TYP);
    types.put(sideKey(), UserOrganisationRecord.TYP);
    types.put(memberKey(), OrganisationGroupMemberRecord.TYP);
    types.put(invitationKey(), OrganisationInvitationRecord.TYP);
    services().forEach(service -> types.put(service, OrganisationServiceRecord.TYP));
    return types.entrySet().stream()
        .filter(each -> at(each.getKey()).filter(item -> !is(item, each.getValue())).isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
