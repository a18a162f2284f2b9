package dev.orgtable.maintenance;

import dev.orgtable.EmailAddress;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.ArrayList;
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
        && (Layout.is(item, UserRecord.TYP)
            || Layout.is(item, OrganisationGroupMemberRecord.TYP)
            || UserOrganisationRecord.isAccepted(item));
  }

  /** Returns what is wrong with the user id of a record in the current version. */
  static List<String> wrong(Item item, Function<Key, Optional<Item>> others) {
    if (!Layout.isCurrent(item)) {
      return List.of();
    }
    List<String> wrong = new ArrayList<>();
    if (isMissing(item)) {
      wrong.add("no " + UserIdRecord.ID + ", as before ids of users; upgrade the table");
    } else if (Layout.is(item, UserRecord.TYP)) {
      wrongUser(item, others).ifPresent(wrong::add);
    } else if (Layout.is(item, UserIdRecord.TYP)) {
      wrongPointer(item, others).ifPresent(wrong::add);
    } else if (Layout.is(item, OrganisationGroupMemberRecord.TYP)
        || UserOrganisationRecord.isAccepted(item)) {
      wrongSide(item, others).ifPresent(wrong::add);
    }
    return wrong;
  }

  private static Optional<String> wrongUser(Item item, Function<Key, Optional<Item>> others) {
    return UserRecord.from(item)
        .map(UserRecord::user)
        .filter(
            user ->
                others
                    .apply(UserIdRecord.key(user.id()))
                    .flatMap(UserIdRecord::from)
                    .filter(pointer -> pointer.email().equals(user.email()))
                    .isEmpty())
        .map(user -> "no record " + UserIdRecord.key(user.id()).id() + " leads to the user");
  }

  private static Optional<String> wrongPointer(Item item, Function<Key, Optional<Item>> others) {
    return UserIdRecord.from(item)
        .filter(
            pointer ->
                others
                    .apply(UserRecord.key(pointer.email()))
                    .filter(user -> isOf(user, pointer.id()))
                    .isEmpty())
        .map(pointer -> "no user " + pointer.email() + " has this id");
  }

  private static Optional<String> wrongSide(Item item, Function<Key, Optional<Item>> others) {
    return MembershipKeys.user(item.key())
        .flatMap(email -> others.apply(UserRecord.key(email)).flatMap(UserRecord::from))
        .filter(user -> !isOf(item, user.user().id()))
        .map(user -> UserIdRecord.ID + " is not that of " + user.user().email());
  }

  private static boolean isOf(Item item, UserId id) {
    return UserIdRecord.stored(item).filter(id::equals).isPresent();
  }

  /** Stores a user's id, and the record that leads from it to the user. */
  static Fix ofUser(Table table, Item item) {
    return SourceRepair.user(item)
        .map(right -> store(table, "the user's id stored", item, right))
        .orElseGet(() -> Fix.none("the user cannot be parsed"));
  }

  /**
   * Stores a user's record together with the record that leads to it, unless another user has the
   * same id.
   *
   * @param right the user's record, with an id
   */
  static Fix store(Table table, String what, Item item, Item right) {
    EmailAddress email = Keys.userOf(item.key()).orElseThrow();
    UserId id = UserIdRecord.of(right, email);
    Optional<Item> pointer = table.get(UserIdRecord.key(id), Consistency.STRONG);
    Optional<EmailAddress> other =
        pointer
            .flatMap(UserIdRecord::from)
            .map(UserIdRecord::email)
            .filter(address -> !address.equals(email))
            .filter(
                address ->
                    table
                        .get(UserRecord.key(address), Consistency.STRONG)
                        .filter(user -> isOf(user, id))
                        .isPresent());
    if (other.isPresent()) {
      return Fix.none("the user " + other.get() + " has the same id: " + id);
    }
    Transaction transaction = new Transaction();
    Fix.become(transaction, item.key(), Optional.of(item), right);
    Fix.become(transaction, UserIdRecord.key(id), pointer, new UserIdRecord(id, email).item());
    return Fix.by(what, transaction);
  }

  /** Adds the record that leads to a user who is created by the same transaction. */
  static void point(Transaction transaction, EmailAddress email, Item user) {
    transaction.create(new UserIdRecord(UserIdRecord.of(user, email), email).item(), Fix.CHANGED);
  }

  /** Deletes a record that leads to no user. */
  static Fix ofPointer(Table table, Item item) {
    Transaction transaction = new Transaction();
    transaction.delete(item.key(), Conditions.same(item), Fix.CHANGED);
    UserIdRecord.from(item)
        .map(pointer -> UserRecord.key(pointer.email()))
        .ifPresent(
            user ->
                transaction.require(
                    user,
                    table
                        .get(user, Consistency.STRONG)
                        .map(found -> Condition.same(found, Set.of(Item.TYPE, UserIdRecord.ID)))
                        .orElseGet(Condition::absent),
                    Fix.CHANGED));
    return Fix.by("removed: it leads to no user", transaction);
  }
}
