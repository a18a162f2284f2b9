package dev.orgtable.internal.record;

import dev.orgtable.EmailAddress;
import dev.orgtable.JobId;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Profile;
import dev.orgtable.User;
import dev.orgtable.User.Account;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The record {@code user}: the source of a user's profile.
 *
 * @param user the user
 * @param additions see {@link ChildVersion}
 * @param movedBy the open job that moves memberships to this address, if any
 * @param accounts the accounts at identity providers that are bound to the user, in order
 * @param unboundAt when an account was last unbound; null if none was. Not after the year 1 if it
 *     cannot be parsed: see {@link AccountRecord#areReadable}
 * @param facts the facts of the application
 * @param organisationLimit the maximum number of organisations that the user may be a member of, if
 *     there is one; 0 if it cannot be read
 */
public record UserRecord(
    User user,
    long additions,
    Optional<JobId> movedBy,
    List<Account> accounts,
    @Nullable Instant unboundAt,
    StoredFacts facts,
    Optional<Long> organisationLimit) {

  public static final String TYP = "user";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.USERS, Keys.USER)
          .owning(key -> Keys.userOf(key).isPresent())
          .placedBy(item -> Keys.parse(item, "email", EmailAddress::of).map(UserRecord::key))
          .checkedBy(UserRecord::check)
          .dependingOn(
              item ->
                  item.number(Revisions.ATTRIBUTE).isPresent()
                      && item.number(ChildVersion.ATTRIBUTE).isPresent())
          .asSource();

  public static final String MOVED_BY = "movedBy";

  private static final String ORGANISATION_LIMIT = Conditions.ORGANISATION_LIMIT;

  public UserRecord(User user, long additions) {
    this(user, additions, Optional.empty(), List.of(), null, StoredFacts.NONE, Optional.empty());
  }

  /** Copies the accounts. */
  public UserRecord {
    accounts = List.copyOf(accounts);
  }

  /**
   * Returns the record of this user at another address, with the same accounts, facts and limit.
   *
   * @param by the job that moves memberships there; empty if all move at once
   */
  public UserRecord movedTo(User moved, Optional<JobId> by) {
    return new UserRecord(
        moved, ChildVersion.start(), by, accounts, unboundAt, facts, organisationLimit);
  }

  public static Key key(EmailAddress user) {
    return Keys.user(user);
  }

  private static void check(FieldCheck fields) {
    fields.name("email", Keys.userOf(fields.key()));
    fields.userIdIfThere();
    if (!AccountRecord.areReadable(fields.item())) {
      fields.add(AccountRecord.ACCOUNTS + " is not a set of accounts, or their times are odd");
    }
    checkProfile(fields);
    fields.time("createdAt", true);
    StoredFacts.check(fields);
    if (hasOddLimit(fields.item())) {
      fields.add(ORGANISATION_LIMIT + " is not a positive integer");
    }
    if (fields.isCurrent()) {
      fields.number(Revisions.ATTRIBUTE);
      fields.number(ChildVersion.ATTRIBUTE);
      fields.directory(Directory.USERS, fields.key().id().substring(Keys.USERS.length()));
    }
  }

  /** Checks the fields of a profile, in this record and in its copies. */
  public static void checkProfile(FieldCheck fields) {
    fields.text("firstName", false);
    fields.text("lastName", true);
    fields.text("phone", true);
  }

  public Item item() {
    Item.Builder item =
        profile(Layout.item(key(user.email()), TYP), user)
            .with(Revisions.ATTRIBUTE, user.revision())
            .with(ChildVersion.ATTRIBUTE, additions)
            .with(AccountRecord.ACCOUNTS, accounts.stream().map(AccountRecord::entry).toList())
            .with(Directory.PARTITION, Directory.USERS)
            .with(Directory.SORT, Directory.fold(user.email().value()));
    if (unboundAt != null) {
      item.with(AccountRecord.UNBOUND_AT, unboundAt);
    }
    movedBy.ifPresent(
        job -> item.with(MOVED_BY, job.value()).with(PendingJobs.ATTRIBUTE, Set.of(job.value())));
    organisationLimit.ifPresent(most -> item.with(ORGANISATION_LIMIT, most));
    return facts.on(item).build();
  }

  /**
   * Counts a new membership in the child version, on condition that the user is the one read, in
   * the same revision, and has the same limit. With a limit, nothing may have been added since.
   */
  public void add(Transaction transaction) {
    refuseIfMoving();
    Condition same = organisationLimit.isPresent() ? unchanged() : same();
    add(transaction, sameLimit(same));
  }

  /** Returns the condition that the user and the limit are those read. */
  public Condition sameLimit() {
    return sameLimit(
        Conditions.sameNumber(Conditions.live(), Revisions.ATTRIBUTE, user.revision()));
  }

  /** The condition holds, and the limit is the one read. */
  public Condition sameLimit(Condition condition) {
    if (organisationLimit.isEmpty()) {
      return condition.lacking(ORGANISATION_LIMIT);
    }
    long most = organisationLimit.get();
    return most > 0 ? condition.equal(ORGANISATION_LIMIT, most) : condition;
  }

  /** Returns the change of the limit; empty removes it. */
  public static Change limit(Optional<Long> most) {
    return most.map(limit -> new Change().set(ORGANISATION_LIMIT, limit))
        .orElseGet(() -> new Change().remove(ORGANISATION_LIMIT));
  }

  /** Returns whether there is a limit that is not a positive integer, which admits nothing. */
  public static boolean hasOddLimit(Item item) {
    return limit(item).filter(most -> most == 0).isPresent();
  }

  private static Optional<Long> limit(Item item) {
    return item.value(ORGANISATION_LIMIT).isEmpty()
        ? Optional.empty()
        : Optional.of(item.number(ORGANISATION_LIMIT).filter(most -> most > 0).orElse(0L));
  }

  /** Refuses an operation that could conflict with a membership that a job is still moving. */
  public void refuseIfMoving() {
    if (movedBy.isPresent()) {
      throw new InProgress(Keys.name(key(user.email())), movedBy.get());
    }
  }

  /**
   * Increments the child version for an ownership, so that it conflicts with a concurrent deletion
   * of the user.
   */
  public static void gainOwnership(
      Transaction transaction, EmailAddress user, Supplier<RuntimeException> notFound) {
    Refusal missing = Refusals.missing(notFound);
    transaction.update(
        key(user),
        ChildVersion.increment(),
        Conditions.live(),
        found ->
            found != null && TombstoneRecord.isMoved(found)
                ? TombstoneRecord.inProgress(found)
                : missing.given(found));
  }

  /** Returns the condition that the user is the one read, with nothing added or bound since. */
  public Condition unchanged() {
    return Conditions.live()
        .equal(Revisions.ATTRIBUTE, user.revision())
        .equal(ChildVersion.ATTRIBUTE, additions);
  }

  /** Counts a membership that moves here from the former address, on the same condition. */
  public void addMoved(Transaction transaction) {
    add(transaction, same());
  }

  private Condition same() {
    return ChildVersion.sameRecord(
        Conditions.live().equal(Revisions.ATTRIBUTE, user.revision()), additions);
  }

  private void add(Transaction transaction, Condition same) {
    transaction.update(
        key(user.email()),
        ChildVersion.increment(),
        same,
        Refusals.missing(() -> new UserNotFound(user.email())));
  }

  public static Optional<UserRecord> from(Item item) {
    if (!Layout.is(item, TYP) || !item.text("rng").equals(Keys.USER)) {
      return Optional.empty();
    }
    return Keys.userOf(item.key())
        .map(
            id ->
                new UserRecord(
                    user(id, item, Revisions.ATTRIBUTE),
                    item.number(ChildVersion.ATTRIBUTE).orElse(0L),
                    Keys.jobId(item.text(MOVED_BY)),
                    AccountRecord.of(item),
                    AccountRecord.unboundAt(item),
                    StoredFacts.of(item),
                    limit(item)));
  }

  /** Adds the fields of a user that this record and its copies on organisations' sides have. */
  public static Item.Builder profile(Item.Builder item, User user) {
    return item.with("email", user.email().value())
        .with(UserIdRecord.ID, user.id().value())
        .with("firstName", user.profile().firstName())
        .with("lastName", user.profile().lastName())
        .with("phone", user.profile().phone())
        .with("createdAt", user.createdAt());
  }

  /** The profile on the record is as it was read. */
  public static Condition sameProfile(Condition condition, Item item) {
    Condition same = condition;
    for (String attribute : List.of("firstName", "lastName", "phone")) {
      same = same.same(attribute, item.value(attribute).orElse(null));
    }
    return same;
  }

  public static Change profile(Change change, Profile profile) {
    return change
        .set("firstName", profile.firstName())
        .set("lastName", profile.lastName())
        .set("phone", profile.phone());
  }

  /**
   * Returns the user by the fields of an item. A field that breaks the current rules is replaced by
   * a similar valid value.
   */
  public static User user(EmailAddress email, Item item, String revision) {
    return new User(
        UserIdRecord.of(item, email),
        email,
        profile(email, item),
        Fields.time(item, "createdAt"),
        item.number(revision).orElse(0L));
  }

  /** Returns the profile by the fields of an item, with replacements as in {@link #user}. */
  public static Profile profile(EmailAddress email, Item item) {
    return new Profile(
        Fields.readable(
            item.text("firstName"), false, email.value().substring(0, email.value().indexOf('@'))),
        Fields.readable(item.text("lastName"), true, ""),
        Fields.readable(item.text("phone"), true, ""));
  }
}
