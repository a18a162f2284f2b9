package dev.orgtable.maintenance;

import dev.orgtable.EmailAddress;
import dev.orgtable.JobId;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.AccountRecord;
import dev.orgtable.internal.record.Fields;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Checks and repairs the ids of users: on the user, on both sides of each membership, and on the
 * record that leads from the id to the address.
 */
final class UserIdRepair {

  private UserIdRepair() {}

  /** Returns the keys of the records that share an item's user id. */
  static Set<Key> counterparts(Item item) {
    if (Layout.is(item, UserIdRecord.TYP)) {
      return UserIdRecord.from(item)
          .map(record -> Set.of(UserRecord.key(record.email())))
          .orElse(Set.of());
    }
    return UserRecord.from(item)
        .map(record -> Set.of(UserIdRecord.key(record.user().id())))
        .orElse(Set.of());
  }

  /** Returns whether a record in the current version was stored without its user's id. */
  static boolean isMissing(Item item) {
    return Layout.isCurrent(item)
        && UserIdRecord.stored(item).isEmpty()
        && (Layout.is(item, UserRecord.TYP) || isSide(item));
  }

  /** Returns whether a record is a side of a membership. */
  private static boolean isSide(Item item) {
    return Layout.is(item, OrganisationGroupMemberRecord.TYP)
        || UserOrganisationRecord.isAccepted(item);
  }

  /** Returns what is wrong with the user id of a record in the current version. */
  static List<String> wrong(Item item, Function<Key, Optional<Item>> others) {
    if (!Layout.isCurrent(item)) {
      return List.of();
    }
    List<String> wrong = new ArrayList<>();
    if (isMoving(item, others)) {
      return wrong;
    }
    if (isMissing(item)) {
      wrong.add("no " + UserIdRecord.ID + ", as before ids of users; upgrade the table");
    } else if (Layout.is(item, UserRecord.TYP)) {
      wrongUser(item, others).ifPresent(wrong::add);
    } else if (Layout.is(item, UserIdRecord.TYP)) {
      wrongPointer(item, others).ifPresent(wrong::add);
    } else if (isSide(item)) {
      wrongSide(item, others).ifPresent(wrong::add);
    }
    return wrong;
  }

  /** A job is moving the membership to another address of the user. */
  private static boolean isMoving(Item side, Function<Key, Optional<Item>> others) {
    return MembershipKeys.user(side.key())
        .map(UserRecord::key)
        .filter(user -> !user.equals(side.key()))
        .flatMap(others)
        .filter(TombstoneRecord::isMoved)
        .isPresent();
  }

  private static Optional<String> wrongUser(Item item, Function<Key, Optional<Item>> others) {
    return UserRecord.from(item)
        .map(
            record -> new UserIdRecord(record.user().id(), record.user().email(), record.movedBy()))
        .filter(
            right ->
                others
                    .apply(UserIdRecord.key(right.id()))
                    .flatMap(UserIdRecord::from)
                    .filter(right::equals)
                    .isEmpty())
        .map(right -> "no record " + UserIdRecord.key(right.id()).id() + " leads to the user");
  }

  private static Optional<String> wrongPointer(Item item, Function<Key, Optional<Item>> others) {
    return UserIdRecord.from(item)
        .filter(
            pointer ->
                others
                    .apply(UserRecord.key(pointer.email()))
                    .filter(user -> isOf(user, pointer.id()) || isMissing(user))
                    .isEmpty())
        .map(pointer -> "no user " + pointer.email() + " has this id");
  }

  private static Optional<String> wrongSide(Item item, Function<Key, Optional<Item>> others) {
    return MembershipKeys.user(item.key())
        .flatMap(email -> others.apply(UserRecord.key(email)))
        .flatMap(UserIdRecord::stored)
        .filter(id -> !isOf(item, id))
        .map(id -> UserIdRecord.ID + " is not that of the user");
  }

  private static boolean isOf(Item item, UserId id) {
    return UserIdRecord.stored(item).filter(id::equals).isPresent();
  }

  /**
   * Normalises a user's record, and stores the id and the record that leads from it to the user.
   */
  static Fix ofUser(Table table, String what, Item item) {
    if (!AccountRecord.areReadable(item)) {
      return Fix.none(AccountRepair.UNREADABLE);
    }
    return SourceRepair.user(item)
        .map(right -> store(table, what, item, right))
        .orElseGet(() -> Fix.none("the user cannot be parsed"));
  }

  /**
   * Stores a user's record together with the record that leads to it. A user without an id gets the
   * one that all memberships have, otherwise one derived from the address; if it is another user's,
   * a new one.
   *
   * @param right the user's record, normalised
   */
  static Fix store(Table table, String what, Item item, Item right) {
    EmailAddress email = Keys.userOf(item.key()).orElseThrow();
    Optional<UserId> stored = UserIdRecord.stored(item);
    UserId id = stored.or(() -> proven(table, item)).orElseGet(() -> UserId.derived(email));
    Optional<Item> pointer = table.get(UserIdRecord.key(id), Consistency.STRONG);
    Optional<EmailAddress> other =
        SourceRepair.otherUser(
            table,
            pointer.flatMap(UserIdRecord::from).map(UserIdRecord::email),
            email,
            user -> isOf(user, id));
    if (other.isEmpty()) {
      return store(what, item, right, new UserIdRecord(id, email), pointer);
    }
    UserId fresh = UserId.random(Fields.time(right, "createdAt"));
    return stored.isEmpty()
        ? store(what, item, right, new UserIdRecord(fresh, email), Optional.empty())
        : Fix.none("the user " + other.get() + " has the same id: " + id);
  }

  private static Fix store(
      String what, Item item, Item right, UserIdRecord leading, Optional<Item> pointer) {
    Item whole = right.change().with(UserIdRecord.ID, leading.id().value()).build();
    Optional<JobId> movedBy = UserRecord.from(whole).flatMap(UserRecord::movedBy);
    Transaction transaction = new Transaction();
    Fix.become(transaction, item.key(), Optional.of(item), whole);
    Fix.become(
        transaction,
        UserIdRecord.key(leading.id()),
        pointer,
        new UserIdRecord(leading.id(), leading.email(), movedBy).item());
    return Fix.by(what, transaction);
  }

  /** Returns the id that all of a user's sides of memberships have, as far as they have one. */
  private static Optional<UserId> proven(Table table, Item user) {
    Set<UserId> ids = new HashSet<>();
    for (ItemPage page : table.pages(QuerySpec.of(user.key().id(), Keys.USER_ORGANISATIONS))) {
      page.items().forEach(side -> UserIdRecord.stored(side).ifPresent(ids::add));
    }
    return ids.size() == 1 ? Optional.of(ids.iterator().next()) : Optional.empty();
  }

  /** Adds the record that leads to a user who is created by the same transaction. */
  static void point(Transaction transaction, User user) {
    transaction.create(new UserIdRecord(user.id(), user.email()).item(), Fix.CHANGED);
  }

  /** Corrects a record that leads to its user, and deletes one that leads to none. */
  static Fix ofPointer(Table table, Item item) {
    Optional<UserIdRecord> pointer = UserIdRecord.from(item);
    if (pointer.isEmpty()) {
      return Fix.removal(item, "it leads to no user");
    }
    Key key = UserRecord.key(pointer.get().email());
    Optional<Item> user = table.get(key, Consistency.STRONG);
    if (SourceRepair.isUnparsable(user)) {
      return Fix.none("the item at " + key + " cannot be parsed; fix it first");
    }
    if (user.filter(found -> isOf(found, pointer.get().id())).isPresent()) {
      return Fix.put("normalised", item, SourceRepair.keeping(item, pointer.get().item()));
    }
    return Fix.removal(item, "it leads to no user", key, user, UserIdRecord.ID);
  }
}
