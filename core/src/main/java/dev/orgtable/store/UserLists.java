package dev.orgtable.store;

import dev.orgtable.AddressPrefix;
import dev.orgtable.EmailAddress;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.User;
import dev.orgtable.UserInvitation;
import dev.orgtable.UserMembership;
import dev.orgtable.UserOrganisation;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.LiveRecords;
import dev.orgtable.internal.UserPartition;
import dev.orgtable.internal.Version0;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads pages of a user's memberships and invitations: see {@link UserStore}. */
final class UserLists {

  private final Context context;

  UserLists(Context context) {
    this.context = context;
  }

  Page<UserOrganisation> organisations(Table table, EmailAddress user, PageRequest page) {
    return page(
        table,
        "organisations",
        user,
        page,
        items -> read(Version0.userSides(table, items), UserOrganisationRecord::organisation));
  }

  Page<UserInvitation> invitations(Table table, EmailAddress user, PageRequest page) {
    return page(table, "invitations", user, page, this::open);
  }

  /**
   * Reads the user's sides, and then the organisation's sides together with the tombstones. A
   * membership is listed if both are live.
   */
  Page<UserMembership> memberships(Table table, EmailAddress user, PageRequest page) {
    QuerySpec list = list(user);
    return CursorPages.ofStored(
        table,
        "memberships",
        list,
        page,
        items -> {
          LiveRecords.Found members = members(table, user, items);
          if (members.tombstones().live(items).isEmpty()) {
            mustExist(table, user, list, page);
          }
          return memberships(table, items, members);
        });
  }

  /**
   * Reads the live memberships of a user's sides, in their order, by one batch read.
   *
   * @throws dev.orgtable.OrgtableException.UnreadableRecord if one cannot be read
   */
  static List<UserMembership> memberships(Table table, EmailAddress user, List<Item> userSides) {
    LiveRecords.Found found = members(table, user, userSides);
    found.requireReadable();
    return memberships(table, userSides, found);
  }

  private static LiveRecords.Found members(Table table, EmailAddress user, List<Item> userSides) {
    return LiveRecords.find(table, memberKeys(user, userSides), Consistency.STRONG);
  }

  private static List<Key> memberKeys(EmailAddress user, List<Item> items) {
    return read(items, UserOrganisationRecord::organisation).stream()
        .map(of -> OrganisationGroupMemberRecord.key(of.organisation(), user))
        .toList();
  }

  private static List<UserMembership> memberships(
      Table table, List<Item> userSides, LiveRecords.Found found) {
    Map<OrganisationId, Member> members = new HashMap<>();
    for (Member member :
        read(
            Version0.members(table, List.copyOf(found.live().values()), Consistency.STRONG),
            OrganisationGroupMemberRecord::member)) {
      members.put(member.organisation(), member);
    }
    List<UserMembership> result = new ArrayList<>();
    List<Item> live = found.tombstones().live(userSides);
    for (UserOrganisation of : read(live, UserOrganisationRecord::organisation)) {
      Optional.ofNullable(members.get(of.organisation()))
          .map(
              member ->
                  new UserMembership(
                      of, member.groups(), member.suspendedAt(), member.organisationSuspended()))
          .ifPresent(result::add);
    }
    return result;
  }

  /** Returns the query of a user's memberships and invitations, ordered by organisation. */
  static QuerySpec list(EmailAddress user) {
    return QuerySpec.of(UserRecord.key(user).id(), Keys.USER_ORGANISATIONS);
  }

  private <T> Page<T> page(
      Table table,
      String name,
      EmailAddress user,
      PageRequest page,
      Function<List<Item>, List<T>> read) {
    QuerySpec list = list(user);
    return CursorPages.page(
        table,
        name,
        list,
        page,
        items -> {
          if (items.isEmpty()) {
            mustExist(table, user, list, page);
          }
          return read.apply(items);
        });
  }

  /**
   * Refuses an empty page if the user does not exist, unless the list has other pages: the address
   * may be an invitee's.
   */
  private static void mustExist(Table table, EmailAddress user, QuerySpec list, PageRequest page) {
    try {
      UserPartition.source(table, user);
    } catch (UserNotFound e) {
      if (page.cursor().isEmpty() || CursorPages.isEmpty(table, list, page)) {
        throw e;
      }
    }
  }

  List<UserInvitation> open(List<Item> items) {
    return read(items, UserOrganisationRecord::invitation).stream()
        .filter(invitation -> context.now().isBefore(invitation.expiresAt()))
        .toList();
  }

  static <T> List<T> read(List<Item> items, Function<Item, Optional<T>> from) {
    return items.stream().flatMap(item -> from.apply(item).stream()).toList();
  }

  /** Returns a page of the users whose addresses have a prefix, as {@link UserStore#search}. */
  Page<User> search(Table table, AddressPrefix asked, String prefix, PageRequest page) {
    return CursorPages.ofRanges(
        table,
        "users " + prefix,
        asked.beginnings().stream()
            .map(text -> QuerySpec.of(Directory.INDEX, Directory.USERS, Directory.fold(text)))
            .toList(),
        page,
        items ->
            read(withIds(table, items), item -> UserRecord.from(item).map(UserRecord::user))
                .stream()
                .filter(user -> isMeant(asked, user.email()))
                .toList());
  }

  /**
   * Adds the ids of users to items of an index that lacks them, by reading the records; omits users
   * who have been deleted since.
   */
  private static List<Item> withIds(Table table, List<Item> found) {
    Set<Key> without =
        found.stream()
            .filter(item -> UserIdRecord.stored(item).isEmpty())
            .map(Item::key)
            .collect(Collectors.toSet());
    if (without.isEmpty()) {
      return found;
    }
    Map<Key, Item> records = table.getAny(without, Consistency.EVENTUAL);
    return found.stream()
        .flatMap(
            item ->
                without.contains(item.key())
                    ? Optional.ofNullable(records.get(item.key())).stream()
                    : Stream.of(item))
        .toList();
  }

  private static boolean isMeant(AddressPrefix asked, EmailAddress user) {
    return asked.matches(user)
        && asked.beginnings().stream().anyMatch(text -> Directory.startsWith(user.value(), text));
  }
}
