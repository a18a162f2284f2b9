package dev.orgtable.store;

import dev.orgtable.InvalidInput;
import dev.orgtable.JobId;
import dev.orgtable.OrgtableException.InProgress;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Profile;
import dev.orgtable.Text;
import dev.orgtable.User;
import dev.orgtable.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The record {@code user}: the source of a user's profile.
 *
 * @param user the user
 * @param additions see {@link Additions}
 * @param movedBy the job that still moves memberships to this address, if one does
 */
record UserRecord(User user, long additions, Optional<JobId> movedBy) {

  static final String TYP = "user";
  static final String MOVED_BY = "movedBy";

  /** What a record of version 0 tells as the time that was never set. */
  static final Instant NEVER_SET = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

  UserRecord(User user, long additions) {
    this(user, additions, Optional.empty());
  }

  static Key key(UserId user) {
    return Key.user(user);
  }

  Item item() {
    Item item =
        profile(Item.of(key(user.id()), TYP), user)
            .with("revision", user.revision())
            .with(Additions.ATTRIBUTE, additions)
            .with(Directory.PARTITION, Directory.USERS)
            .with(Directory.SORT, Directory.fold(user.id().email()));
    movedBy.ifPresent(
        job -> item.with(MOVED_BY, job.value()).with(SourceJobs.ATTRIBUTE, Set.of(job.value())));
    return item;
  }

  /** Counts a membership more, as long as the user is the one and of the revision that was read. */
  void add(Transaction transaction) {
    refuseIfMoving();
    addMoved(transaction);
  }

  /** Refuses what could meet a membership that is still on its way. */
  void refuseIfMoving() {
    if (movedBy.isPresent()) {
      throw new InProgress(key(user.id()).name(), movedBy.get());
    }
  }

  /** Counts an ownership more, which whoever deletes the user must not miss. */
  static void gainOwnership(
      Transaction transaction, UserId user, Supplier<RuntimeException> notFound) {
    Refusal missing = Refusal.missing(notFound);
    transaction.update(
        key(user),
        Additions.one(),
        Condition.present(),
        found ->
            found != null && EndedRecord.isMoved(found)
                ? EndedRecord.inProgress(found)
                : missing.given(found));
  }

  /** Counts a membership that comes from the former address. */
  void addMoved(Transaction transaction) {
    transaction.update(
        key(user.id()),
        Additions.one(),
        Additions.sameRecord(Condition.present().equal("revision", user.revision()), additions),
        Refusal.missing(() -> new UserNotFound(user.id())));
  }

  static Optional<UserRecord> from(Item item) {
    if (!item.is(TYP) || !item.text("rng").equals(Key.USER)) {
      return Optional.empty();
    }
    return item.key()
        .user()
        .map(
            id ->
                new UserRecord(
                    user(id, item, "revision"),
                    item.number(Additions.ATTRIBUTE).orElse(0L),
                    JobRecord.id(item.text(MOVED_BY))));
  }

  /**
   * Returns an item with the fields of a user, as this record and its copies on the organisations'
   * side hold them.
   */
  static Item profile(Item item, User user) {
    return item.with("email", user.id().email())
        .with("firstName", user.profile().firstName())
        .with("lastName", user.profile().lastName())
        .with("phone", user.profile().phone())
        .with("createdAt", user.createdAt());
  }

  static Change profile(Change change, Profile profile) {
    return change
        .set("firstName", profile.firstName())
        .set("lastName", profile.lastName())
        .set("phone", profile.phone());
  }

  /**
   * Returns the user that the fields of an item tell. A field that breaks the rules of today reads
   * as the nearest that keeps them.
   */
  static User user(UserId id, Item item, String revision) {
    return new User(
        id, profile(id, item), time(item, "createdAt"), item.number(revision).orElse(0L));
  }

  /** Returns the profile that the fields of an item tell, as {@link #user}. */
  static Profile profile(UserId id, Item item) {
    return new Profile(
        readable(item.text("firstName"), false, id.email().substring(0, id.email().indexOf('@'))),
        readable(item.text("lastName"), true, ""),
        readable(item.text("phone"), true, ""));
  }

  static Instant time(Item item, String attribute) {
    return item.instant(attribute)
        .filter(time -> time.isAfter(NEVER_SET) && time.isBefore(TOO_LATE))
        .orElse(NEVER_SET);
  }

  /** Returns a text as the rules of today have it: without what is invisible, or another one. */
  static String readable(String text, boolean mayBeEmpty, String otherwise) {
    return ruled(text, mayBeEmpty)
        .or(() -> ruled(Text.withoutInvisible(text), mayBeEmpty))
        .orElse(otherwise);
  }

  private static Optional<String> ruled(String text, boolean mayBeEmpty) {
    try {
      return Optional.of(mayBeEmpty ? Text.optional("text", text) : Text.name("text", text));
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }
}
