package dev.orgtable.internal.record;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.JobId;
import dev.orgtable.User;
import dev.orgtable.UserId;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Transaction;
import java.util.Optional;

/**
 * The record {@code userId}: leads from a user's id to the address under which the user is stored.
 * It is written in the transaction that creates, moves or deletes the user. Until a table is
 * upgraded, a user of an earlier version has none.
 *
 * @param id the user's id
 * @param email the user's address
 * @param movedBy the open job that moves memberships to this address, if any
 */
public record UserIdRecord(UserId id, EmailAddress email, Optional<JobId> movedBy) {

  public static final String TYP = "userId";

  /** The user's id, on this record, on the user, and on both sides of each membership. */
  public static final String ID = "userId";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.USER_IDS, Keys.USER_ID)
          .owning(key -> Keys.userIdOf(key).isPresent())
          .placedBy(item -> Keys.parse(item, ID, UserId::of).map(UserIdRecord::key))
          .checkedBy(UserIdRecord::check);

  private static final String EMAIL = "email";

  private static final String MOVED_BY = "movedBy";

  public UserIdRecord(UserId id, EmailAddress email) {
    this(id, email, Optional.empty());
  }

  public static Key key(UserId id) {
    return Keys.userId(id);
  }

  private static void check(FieldCheck fields) {
    fields.name(ID, Keys.userIdOf(fields.key()));
    fields.address(EMAIL);
  }

  public Item item() {
    Item.Builder item = Layout.item(key(id), TYP).with(ID, id.value()).with(EMAIL, email.value());
    movedBy.ifPresent(job -> item.with(MOVED_BY, job.value()));
    return item.build();
  }

  public static Optional<UserIdRecord> from(Item item) {
    if (!Layout.is(item, TYP)) {
      return Optional.empty();
    }
    return Keys.userIdOf(item.key())
        .flatMap(
            id ->
                Keys.parse(item, EMAIL, EmailAddress::of)
                    .map(email -> new UserIdRecord(id, email, Keys.jobId(item.text(MOVED_BY)))));
  }

  /** Adds the record of a new user, whose id no other user may have. */
  public static void create(Transaction transaction, User user) {
    transaction.create(
        new UserIdRecord(user.id(), user.email()).item(),
        found ->
            new InvalidInput("id", "already belongs to a user with another address: " + user.id()));
  }

  /**
   * Points from the id of a user to a new address.
   *
   * @param by the job that moves the memberships; empty if all have moved
   */
  public static void move(
      Transaction transaction, EmailAddress from, User moved, Optional<JobId> by) {
    transaction.put(
        new UserIdRecord(moved.id(), moved.email(), by).item(),
        absentOrOf(from),
        Refusals.changed());
  }

  /** Ends a move by a job, whatever became of the record meanwhile. */
  public static void endMove(Transaction transaction, UserId id, EmailAddress to) {
    transaction.put(new UserIdRecord(id, to).item(), absentOrOf(to), Refusals.changed());
  }

  /** Deletes the record of a user. */
  public static void delete(Transaction transaction, User user) {
    transaction.delete(key(user.id()), absentOrOf(user.email()), Refusals.changed());
  }

  private static Condition absentOrOf(EmailAddress email) {
    return Conditions.absentOr(EMAIL, email.value());
  }

  /**
   * Returns the id on a record of a user or a membership; of a record that was stored without one,
   * the id that it will get.
   *
   * @param email the address in the key of the record
   */
  public static UserId of(Item item, EmailAddress email) {
    return stored(item).orElseGet(() -> UserId.derived(email));
  }

  /** The condition holds, and the id on a record is that of an item as read. */
  public static Condition same(Condition condition, Item item) {
    return condition.same(ID, item.value(ID).orElse(null));
  }

  /** Returns the id on a record; empty if it was stored without one. */
  public static Optional<UserId> stored(Item item) {
    return item.string(ID).isEmpty() ? Optional.empty() : Keys.parse(item, ID, UserId::of);
  }
}
