package dev.orgtable.internal.record;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.User;
import dev.orgtable.User.Account;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record {@code account}: leads from an account at an identity provider to the address of the
 * user to whom it is bound, and whose record lists it. It is written in the transactions that bind
 * or unbind the account, and that move or delete the user. Only if both records agree is the
 * account bound.
 *
 * @param account the account
 * @param email the address of the user
 * @param user the id of the user, which proves whose account it is if the user's list is lost
 */
public record AccountRecord(Account account, EmailAddress email, UserId user) {

  public static final String TYP = "account";

  /**
   * The accounts on the user's record: a string set of issuers and subjects, with a space between.
   */
  public static final String ACCOUNTS = "accounts";

  /** The time on the user's record at which an account was last unbound. */
  public static final String UNBOUND_AT = "unboundAt";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.ACCOUNTS, Keys.ACCOUNT)
          .owning(key -> Keys.isHash(key, Keys.ACCOUNTS))
          .placedBy(item -> account(item).map(AccountRecord::key))
          .checkedBy(AccountRecord::check);

  /** An existing record of another user is left. A damaged one refuses the transaction. */
  private static final Refusal OF_ANOTHER =
      found ->
          found != null && from(found).isEmpty()
              ? Layout.unreadable(found.key())
              : Refusals.changed().given(found);

  private static final String ISSUER = "issuer";
  private static final String SUBJECT = "subject";
  private static final String EMAIL = "email";

  public static Key key(Account account) {
    return Keys.account(account);
  }

  private static void check(FieldCheck fields) {
    if (account(fields.item()).map(AccountRecord::key).filter(fields.key()::equals).isEmpty()) {
      fields.add(ISSUER + " and " + SUBJECT + " are not those of the key");
    }
    fields.address(EMAIL);
    if (UserIdRecord.stored(fields.item()).isEmpty()) {
      fields.add(UserIdRecord.ID + " is not the id of a user");
    }
  }

  public Item item() {
    return Layout.item(key(account), TYP)
        .with(ISSUER, account.issuer())
        .with(SUBJECT, account.subject())
        .with(EMAIL, email.value())
        .with(UserIdRecord.ID, user.value())
        .build();
  }

  /** Returns the record; empty if its account is not that of the key, or a field is invalid. */
  public static Optional<AccountRecord> from(Item item) {
    if (!Layout.is(item, TYP)) {
      return Optional.empty();
    }
    return account(item)
        .filter(account -> key(account).equals(item.key()))
        .flatMap(
            account ->
                Keys.parse(item, EMAIL, EmailAddress::of)
                    .flatMap(
                        email ->
                            UserIdRecord.stored(item)
                                .map(user -> new AccountRecord(account, email, user))));
  }

  private static Optional<Account> account(Item item) {
    return account(item.text(ISSUER), item.text(SUBJECT));
  }

  private static Optional<Account> account(String issuer, String subject) {
    try {
      return Optional.of(new Account(issuer, subject)).filter(it -> it.issuer().equals(issuer));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  /** Returns an account as it is listed on a user's record. */
  public static String entry(Account account) {
    return account.issuer() + " " + account.subject();
  }

  private static Optional<Account> read(String entry) {
    int space = entry.indexOf(' ');
    return space < 0
        ? Optional.empty()
        : account(entry.substring(0, space), entry.substring(space + 1));
  }

  /** Returns the accounts that a user's record lists, in order, without those it cannot parse. */
  public static List<Account> of(Item user) {
    return user.strings(ACCOUNTS).stream().flatMap(entry -> read(entry).stream()).toList();
  }

  /** Returns when an account of a user was last unbound; null if none was. */
  static @Nullable Instant unboundAt(Item user) {
    return user.value(UNBOUND_AT).isEmpty() ? null : Fields.time(user, UNBOUND_AT);
  }

  /** Returns whether a user's accounts, and the time of the last unbinding, can be parsed. */
  public static boolean areReadable(Item user) {
    Instant unboundAt = unboundAt(user);
    return (unboundAt == null || unboundAt.isAfter(Fields.NEVER_SET))
        && (user.value(ACCOUNTS).isEmpty()
            || (!user.strings(ACCOUNTS).isEmpty()
                && of(user).size() == user.strings(ACCOUNTS).size()));
  }

  /** Adds the record of an account that no user has. */
  public static void create(Transaction transaction, Account account, User user) {
    transaction.create(
        new AccountRecord(account, user.email(), user.id()).item(), Refusals.changed());
  }

  /**
   * Points from all accounts of a user to a new address. A record of another user is left: the
   * account is then bound to nobody until the table is repaired.
   */
  public static void move(
      Transaction transaction, EmailAddress from, List<Account> accounts, User moved) {
    for (Account account : accounts) {
      transaction
          .put(
              new AccountRecord(account, moved.email(), moved.id()).item(),
              absentOrOf(from),
              OF_ANOTHER)
          .orLeave();
    }
  }

  /** Deletes the records of all accounts of a user. One of another user is left. */
  public static void delete(Transaction transaction, EmailAddress user, List<Account> accounts) {
    for (Account account : accounts) {
      transaction.delete(key(account), absentOrOf(user), OF_ANOTHER).orLeave();
    }
  }

  /** The condition holds, and a user's record lists these accounts and nothing else. */
  public static Condition listed(Condition condition, List<Account> accounts) {
    return accounts.isEmpty()
        ? condition.lacking(ACCOUNTS)
        : condition.equal(ACCOUNTS, accounts.stream().map(AccountRecord::entry).toList());
  }

  /**
   * Refuses to lose accounts that cannot be parsed: without them, the next account that shows the
   * address would be bound.
   */
  public static Refusal unlessReadable(Refusal otherwise) {
    return found ->
        found != null && UserRecord.from(found).isPresent() && !areReadable(found)
            ? Layout.unreadable(found.key())
            : otherwise.given(found);
  }

  private static Condition absentOrOf(EmailAddress email) {
    return Conditions.absentOr(EMAIL, email.value());
  }
}
