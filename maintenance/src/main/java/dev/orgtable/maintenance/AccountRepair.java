package dev.orgtable.maintenance;

import dev.orgtable.EmailAddress;
import dev.orgtable.User.Account;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.AccountRecord;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserRecord;
import dev.orgtable.store.AccountStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks and repairs the accounts of users at identity providers: on the user, and on the record
 * that leads from the account to the address. An account of which only one side is left is bound
 * again if the user lists it, or if the record of the account has the user's id. A list that cannot
 * be parsed is never dropped: the next account with the user's address would be bound instead.
 */
final class AccountRepair {

  /** Why a user is left to a person. */
  static final String UNREADABLE =
      "the accounts of the user cannot be parsed; without them, the next account with the address"
          + " would be bound: restore them by hand";

  private AccountRepair() {}

  /** Returns the keys of the records at the other side of an item's accounts. */
  static Set<Key> counterparts(Item item) {
    if (Layout.is(item, AccountRecord.TYP)) {
      return AccountRecord.from(item)
          .map(record -> Set.of(UserRecord.key(record.email())))
          .orElse(Set.of());
    }
    return accounts(item).stream().map(AccountRecord::key).collect(Collectors.toSet());
  }

  private static List<Account> accounts(Item item) {
    return UserRecord.from(item).map(UserRecord::accounts).orElse(List.of());
  }

  /** Returns what is wrong with the accounts of a user, or with the record of an account. */
  static List<String> wrong(Item item, Function<Key, Optional<Item>> others) {
    List<String> wrong = new ArrayList<>();
    AccountRecord.from(item)
        .filter(
            record ->
                others
                    .apply(UserRecord.key(record.email()))
                    .filter(user -> accounts(user).contains(record.account()))
                    .isEmpty())
        .ifPresent(record -> wrong.add("no user " + record.email() + " has this account"));
    UserRecord.from(item)
        .ifPresent(
            user -> {
              for (Account account : user.accounts()) {
                if (!leadsTo(others.apply(AccountRecord.key(account)), user.user().email())) {
                  wrong.add("no record " + AccountRecord.key(account).id() + " leads to the user");
                }
              }
            });
    return wrong;
  }

  private static boolean leadsTo(Optional<Item> pointer, EmailAddress user) {
    return pointer
        .flatMap(AccountRecord::from)
        .filter(record -> record.email().equals(user))
        .isPresent();
  }

  /** Restores the records that lead from the accounts of a user to the address. */
  static Fix ofUser(Table table, Item item) {
    Optional<UserRecord> record = UserRecord.from(item);
    if (record.isEmpty()) {
      return Fix.none("the user cannot be parsed");
    }
    if (!AccountRecord.areReadable(item)) {
      return Fix.none(UNREADABLE);
    }
    EmailAddress email = record.get().user().email();
    Transaction transaction = new Transaction();
    transaction.require(item.key(), Conditions.same(item), Fix.CHANGED);
    for (Account account : record.get().accounts()) {
      Key key = AccountRecord.key(account);
      Optional<Item> pointer = table.get(key, Consistency.STRONG);
      Optional<EmailAddress> other =
          SourceRepair.otherUser(
              table,
              pointer.flatMap(AccountRecord::from).map(AccountRecord::email),
              email,
              user -> accounts(user).contains(account));
      if (other.isPresent()) {
        return Fix.none("the user " + other.get() + " has the same account: " + account);
      }
      if (!leadsTo(pointer, email)) {
        Fix.become(
            transaction,
            key,
            pointer,
            new AccountRecord(account, email, record.get().user().id()).item());
      }
    }
    return Fix.by("the records of the user's accounts restored", transaction);
  }

  /** Normalises a record that leads to its user, and deletes one that leads to none. */
  static Fix ofPointer(Table table, Item item) {
    Optional<AccountRecord> pointer = AccountRecord.from(item);
    if (pointer.isEmpty()) {
      return Fix.removal(item, "it leads from no account to a user");
    }
    Key key = UserRecord.key(pointer.get().email());
    Optional<Item> user = table.get(key, Consistency.STRONG);
    if (SourceRepair.isUnparsable(user)) {
      return Fix.none("the item at " + key + " cannot be parsed; fix it first");
    }
    if (user.filter(found -> accounts(found).contains(pointer.get().account())).isPresent()) {
      return Fix.put("normalised", item, SourceRepair.keeping(item, pointer.get().item()));
    }
    if (user.filter(found -> !AccountRecord.areReadable(found)).isPresent()) {
      return Fix.none(UNREADABLE);
    }
    Optional<Item> owner = user.filter(found -> isOwner(found, pointer.get()));
    if (owner.isPresent()) {
      return relisted(owner.get(), item, pointer.get());
    }
    return Fix.removal(item, "no user has this account", key, user, AccountRecord.ACCOUNTS);
  }

  /** Returns whether a user without an account of the issuer is the one whom a record names. */
  private static boolean isOwner(Item user, AccountRecord pointer) {
    List<Account> accounts = accounts(user);
    return Layout.isCurrent(user)
        && UserIdRecord.stored(user).filter(pointer.user()::equals).isPresent()
        && accounts.size() < AccountStore.MOST_PER_USER
        && accounts.stream().noneMatch(it -> it.issuer().equals(pointer.account().issuer()));
  }

  private static Fix relisted(Item user, Item item, AccountRecord pointer) {
    Set<String> entries = new TreeSet<>(user.strings(AccountRecord.ACCOUNTS));
    entries.add(AccountRecord.entry(pointer.account()));
    Transaction transaction = new Transaction();
    transaction.require(item.key(), Conditions.same(item), Fix.CHANGED);
    transaction.update(
        user.key(),
        ChildVersion.increment().set(AccountRecord.ACCOUNTS, entries),
        Conditions.same(user),
        Fix.CHANGED);
    return Fix.by("listed again by the user, whose id it has", transaction);
  }
}
