package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrgtableException.AccountConflict;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.TooLarge;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.User;
import dev.orgtable.User.Account;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.UserPartition;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.AccountRecord;
import dev.orgtable.internal.record.ChildVersion;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.UserRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operations on accounts at identity providers. An account is bound to a user at the first
 * sign-in, by the verified address, and from then on leads to this user whatever its address: who
 * is given the address later, at the provider, is not the user.
 */
public final class AccountStore {

  /** The maximum number of accounts of a user, each of another issuer. */
  public static final int MOST_PER_USER = 10;

  /**
   * The time by which a proof must be later than an unbinding to bind an account: the difference
   * between the clocks of issuer and server that is tolerated.
   */
  public static final Duration AFTER_UNBINDING = Duration.ofMinutes(1);

  /**
   * The time by which a proof may be earlier than its user to bind an account: a back end creates
   * the user when somebody has signed in.
   */
  public static final Duration BEFORE_CREATION = Duration.ofMinutes(5);

  private final Context context;

  AccountStore(Context context) {
    this.context = context;
  }

  /**
   * Returns the user of somebody who signs in; empty if the account is bound to nobody, and no user
   * has the address. Binds the account to the user with the address at the first sign-in, unless
   * the user has another account of the same issuer. Costs 2 read units in one request, 1 more in a
   * second request if the user has another address than the one shown, and 4 write units to bind. A
   * user of version 0 gets no account until the table is upgraded.
   *
   * @param account the account, as proven by the issuer
   * @param verified the address of the account, which the issuer has verified
   * @param provenAt when the issuer stated this, by its clock. Only a proof from at most {@link
   *     #BEFORE_CREATION} before the user was created, and from more than {@link #AFTER_UNBINDING}
   *     after the last unbinding, binds
   * @throws AccountConflict if the user with this address has another account of the issuer, if the
   *     proof is too old to bind the account ({@link AccountConflict#isOutdated}), or if the
   *     records of account and user do not agree
   * @throws InProgress if the account is bound to nobody, and a job still moves the user who had
   *     this address to another one
   * @throws TooLarge if the user has {@value #MOST_PER_USER} accounts
   */
  public Optional<User> signIn(Account account, EmailAddress verified, Instant provenAt) {
    return context.run("accounts.signIn", reads -> signIn(reads, account, verified, provenAt));
  }

  /**
   * Returns the user of somebody who signed in before, as {@link #signIn}, but binds nothing (a
   * lost record of an account that is bound is written again).
   *
   * @throws AccountConflict if the account is bound to nobody and a user has this address, or the
   *     records of account and user do not agree
   */
  public Optional<User> recognise(Account account, EmailAddress verified) {
    return context.run(
        "accounts.recognise", reads -> signIn(reads, account, verified, Instant.MIN));
  }

  private static Decision<Optional<User>> signIn(
      Reads reads, Account account, EmailAddress verified, Instant provenAt) {
    Key pointer = AccountRecord.key(account);
    Key key = UserRecord.key(verified);
    Map<Key, Item> found = reads.getAll(List.of(pointer, key), Consistency.STRONG);
    Item bound = found.get(pointer);
    Item item = found.get(key);
    if (bound != null) {
      boolean same = record(bound).email().equals(verified);
      Optional<Item> user = same ? Optional.ofNullable(item) : userOf(reads, bound);
      return Decision.unchanged(Optional.of(owner(reads, account, bound, user)));
    }
    if (item != null && TombstoneRecord.isMoved(item)) {
      throw TombstoneRecord.inProgress(item);
    }
    Optional<UserRecord> user = Optional.ofNullable(item).flatMap(UserRecord::from);
    if (item == null || user.isEmpty() || !Layout.isCurrent(item)) {
      return Decision.unchanged(user.map(UserRecord::user));
    }
    return bind(item, user.get(), account, isLater(provenAt, user.get()));
  }

  private static boolean isLater(Instant provenAt, UserRecord user) {
    Instant unboundAt = user.unboundAt();
    return provenAt.isAfter(user.user().createdAt().minus(BEFORE_CREATION))
        && (unboundAt == null || provenAt.isAfter(unboundAt.plus(AFTER_UNBINDING)));
  }

  private static Decision<Optional<User>> bind(
      Item item, UserRecord user, Account account, boolean mayBind) {
    List<Account> accounts = user.accounts();
    EmailAddress email = user.user().email();
    refuseOther(item, user, account);
    if (!accounts.contains(account)) {
      if (!mayBind) {
        throw AccountConflict.outdated(email);
      }
      if (accounts.size() >= MOST_PER_USER) {
        throw new TooLarge("the user has " + MOST_PER_USER + " accounts; unbind one first");
      }
    }
    Transaction transaction = new Transaction();
    AccountRecord.create(transaction, account, user.user());
    transaction.update(
        item.key(),
        ChildVersion.increment().add(AccountRecord.ACCOUNTS, Set.of(AccountRecord.entry(account))),
        user.unchanged().equal(AccountRecord.ACCOUNTS, item.strings(AccountRecord.ACCOUNTS)),
        Refusals.changed());
    return Decision.commit(
        accounts.contains(account)
            ? transaction.silent()
            : transaction.emit(
                Draft.of(
                        user.user(),
                        EventType.USER_ACCOUNT_BOUND,
                        Draft.about(user.user())
                            .changing("account", null, AccountRecord.entry(account)))
                    .by(user.user())),
        Optional.of(user.user()));
  }

  private static void refuseOther(Item item, UserRecord user, Account account) {
    if (!AccountRecord.areReadable(item)) {
      throw Layout.unreadable(item.key());
    }
    List<Account> accounts = user.accounts();
    if (!accounts.contains(account)
        && accounts.stream().anyMatch(other -> other.issuer().equals(account.issuer()))) {
      throw new AccountConflict(user.user().email());
    }
  }

  /**
   * Returns whether there is a user who may have the account: it is bound to the user, or none of
   * its issuer is.
   *
   * @param item the record at the user's address
   * @throws AccountConflict if the user has another account of the issuer
   * @throws InProgress if a job still moves the user who had this address to another one
   */
  static boolean mayBe(@Nullable Item item, Account account) {
    if (item == null) {
      return false;
    }
    if (TombstoneRecord.isMoved(item)) {
      throw TombstoneRecord.inProgress(item);
    }
    Optional<UserRecord> user = UserRecord.from(item);
    user.ifPresent(record -> refuseOther(item, record, account));
    return user.isPresent();
  }

  /**
   * Binds the account of a person who has just become a user by their own request, whose proof is
   * from before. Does nothing if the account is bound already, or the user is no longer the one
   * created. Costs 2 read units and 4 write units.
   *
   * @param created the user as created
   * @throws AccountConflict if the user has another account of the issuer
   */
  public void bindCreated(User created, Account account) {
    var unused = context.run("accounts.bindCreated", reads -> bindCreated(reads, created, account));
  }

  private static Decision<Optional<User>> bindCreated(Reads reads, User created, Account account) {
    Key pointer = AccountRecord.key(account);
    Key key = UserRecord.key(created.email());
    Map<Key, Item> found = reads.getAll(List.of(pointer, key), Consistency.STRONG);
    Item item = found.get(key);
    Optional<UserRecord> user = Optional.ofNullable(item).flatMap(UserRecord::from);
    if (item == null
        || found.containsKey(pointer)
        || user.filter(it -> it.user().id().equals(created.id())).isEmpty()) {
      return Decision.unchanged(Optional.empty());
    }
    return bind(item, user.get(), account, user.get().unboundAt() == null);
  }

  /**
   * Returns the user to whom an account is bound, without binding it to anybody; empty if there is
   * none. Costs 2 read units in two requests, 1 if it is bound to nobody.
   *
   * @throws AccountConflict if the records of account and user do not agree
   */
  public Optional<User> find(Account account) {
    return context.run(
        "accounts.find",
        reads ->
            Decision.unchanged(
                reads
                    .get(AccountRecord.key(account), Consistency.STRONG)
                    .map(bound -> owner(reads, account, bound, userOf(reads, bound)))));
  }

  private static AccountRecord record(Item bound) {
    return AccountRecord.from(bound).orElseThrow(() -> Layout.unreadable(bound.key()));
  }

  private static Optional<Item> userOf(Reads reads, Item bound) {
    return reads.get(UserRecord.key(record(bound).email()), Consistency.STRONG);
  }

  /** Returns the user that an account leads to, if the user's record lists the account. */
  private static User owner(Reads reads, Account account, Item bound, Optional<Item> user) {
    return user.flatMap(item -> owner(item, account)).orElseGet(() -> again(reads, bound, account));
  }

  private static Optional<User> owner(Item item, Account account) {
    return UserRecord.from(item)
        .filter(record -> record.accounts().contains(account))
        .map(UserRecord::user);
  }

  /**
   * Reads both records as of one moment, since the account may have been bound, or the user may
   * have moved, between the reads.
   */
  private static User again(Reads reads, Item bound, Account account) {
    EmailAddress email = record(bound).email();
    List<Optional<Item>> now = reads.snapshot(List.of(bound.key(), UserRecord.key(email)));
    if (now.get(0)
        .flatMap(AccountRecord::from)
        .filter(record -> record.email().equals(email))
        .isEmpty()) {
      throw new ConflictException();
    }
    return now.get(1)
        .flatMap(item -> owner(item, account))
        .orElseThrow(() -> AccountConflict.oneSided(email));
  }

  /**
   * Returns the accounts of a user, ordered by issuer. Costs 1 read unit.
   *
   * @throws UserNotFound if the user does not exist
   */
  public List<Account> list(EmailAddress user) {
    return context.observe("accounts.list", table -> UserPartition.source(table, user).accounts());
  }

  /**
   * Unbinds an account: the next account of its issuer that shows the user's address is bound
   * instead, by a proof from after {@link #AFTER_UNBINDING}. Costs 2 read units and 4 write units.
   *
   * @return whether the user had the account
   * @throws UserNotFound if the user does not exist
   */
  public boolean unbind(EmailAddress user, Account account) {
    return context.run(
        "accounts.unbind",
        reads ->
            unbind(
                reads,
                UserRecord.key(user),
                user,
                account,
                context.now().truncatedTo(ChronoUnit.MILLIS)));
  }

  private static Decision<Boolean> unbind(
      Reads reads, Key key, EmailAddress user, Account account, Instant now) {
    Key pointer = AccountRecord.key(account);
    Map<Key, Item> found = reads.getAll(List.of(key, pointer), Consistency.STRONG);
    UserRecord record =
        Optional.ofNullable(found.get(key))
            .flatMap(UserRecord::from)
            .orElseThrow(() -> new UserNotFound(user));
    if (!record.accounts().contains(account)) {
      return Decision.unchanged(false);
    }
    Transaction transaction =
        new Transaction()
            .update(
                key,
                ChildVersion.increment()
                    .delete(AccountRecord.ACCOUNTS, Set.of(AccountRecord.entry(account)))
                    .set(AccountRecord.UNBOUND_AT, now),
                record.unchanged(),
                Refusals.changed())
            .emit(
                Draft.of(
                    record.user(),
                    EventType.USER_ACCOUNT_UNBOUND,
                    Draft.about(record.user())
                        .changing("account", AccountRecord.entry(account), null)));
    if (Optional.ofNullable(found.get(pointer))
        .flatMap(AccountRecord::from)
        .filter(leading -> leading.email().equals(user))
        .isPresent()) {
      AccountRecord.delete(transaction, user, List.of(account));
    }
    return Decision.commit(transaction, true);
  }
}
