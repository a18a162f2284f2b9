package dev.orgtable.internal.record;

import dev.orgtable.EmailAddress;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The record {@code organisation}: the source of an organisation's name, with counters of its
 * owners, children, members and invitations.
 *
 * @param organisation the organisation
 * @param ownerCount the number of active members in the group {@code owner}
 * @param additions see {@link ChildVersion}
 * @param moves the number of members and invitations that ever moved to another address
 * @param sides the numbers of members and invitations, and their limit
 * @param facts the facts of the application
 * @param suspension whether it is suspended, and how often that changed
 */
public record OrganisationRecord(
    Organisation organisation,
    long ownerCount,
    long additions,
    long moves,
    Sides sides,
    StoredFacts facts,
    Suspension suspension) {

  public static final String TYP = "organisation";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.ORGANISATIONS, Keys.ORGANISATION)
          .owning(key -> Keys.organisationOf(key).isPresent())
          .placedBy(
              item ->
                  Keys.parse(item, "organisationId", OrganisationId::of)
                      .map(OrganisationRecord::key))
          .checkedBy(OrganisationRecord::check)
          .dependingOn(OrganisationRecord::isWhole)
          .asSource();

  public static final String OWNER_COUNT = "ownerCount";

  /** The upper bound of open invitations in tables of earlier versions. */
  private static final String FORMER_BOUND = "invited";

  /** Creates an active record without moves whose members and invitations have to be counted. */
  public OrganisationRecord(Organisation organisation, long ownerCount, long additions) {
    this(
        organisation, ownerCount, additions, 0, Sides.UNCOUNTED, StoredFacts.NONE, Suspension.NONE);
  }

  /** Returns this record with numbers of members and invitations. */
  public OrganisationRecord withSides(long members, long invitations) {
    Sides counted = new Sides(members + invitations, invitations, sides.limit());
    return new OrganisationRecord(
        organisation, ownerCount, additions, moves, counted, facts, suspension);
  }

  /**
   * Returns the number of members and invitations for the estimate of a job; if it is not known,
   * how often some were added.
   */
  public long estimatedCopies() {
    return sides.seats() >= 0 ? sides.seats() : ChildVersion.counted(additions);
  }

  public static Key key(OrganisationId organisation) {
    return Keys.organisation(organisation);
  }

  private static boolean isWhole(Item item) {
    return item.number(Revisions.ATTRIBUTE).isPresent()
        && item.number(ChildVersion.ATTRIBUTE).isPresent()
        && isNumberIfThere(item, OWNER_COUNT)
        && Sides.ATTRIBUTES.stream().allMatch(name -> isNumberIfThere(item, name))
        && isNumberIfThere(item, Suspension.NUMBER);
  }

  private static boolean isNumberIfThere(Item item, String attribute) {
    return item.value(attribute).isEmpty() || item.number(attribute).isPresent();
  }

  /** Returns whether there is a limit of members that is not a number. */
  public static boolean hasOddLimit(Item item) {
    return !isNumberIfThere(item, Sides.MEMBER_LIMIT);
  }

  /** Returns an item without those numbers of {@link Sides} that are none, except the limit. */
  public static Item withoutOddSides(Item item) {
    Item.Builder without = item.change();
    Sides.ATTRIBUTES.stream()
        .filter(name -> !name.equals(Sides.MEMBER_LIMIT) && !isNumberIfThere(item, name))
        .forEach(without::without);
    return without.build();
  }

  private static void check(FieldCheck fields) {
    Sides.ATTRIBUTES.stream()
        .filter(name -> fields.item().value(name).isPresent())
        .forEach(fields::number);
    fields.name("organisationId", Keys.organisationOf(fields.key()));
    fields.text("organisationName", false);
    fields.currentTime("createdAt", true);
    Suspension.check(fields);
    StoredFacts.check(fields);
    if (fields.isCurrent()) {
      fields.number(Revisions.ATTRIBUTE);
      fields.number(ChildVersion.ATTRIBUTE);
      fields.directory(Directory.ORGANISATIONS, fields.item().text("organisationName"));
    }
  }

  public Item item() {
    Item.Builder item =
        Layout.item(key(organisation.id()), TYP)
            .with("organisationId", organisation.id().value())
            .with("organisationName", organisation.name())
            .with("createdAt", organisation.createdAt())
            .with(Revisions.ATTRIBUTE, organisation.revision())
            .with(OWNER_COUNT, ownerCount)
            .with(ChildVersion.ATTRIBUTE, additions)
            .with(Directory.PARTITION, Directory.ORGANISATIONS)
            .with(Directory.SORT, Directory.fold(organisation.name()));
    if (sides.areCounted()) {
      item.with(Sides.SEATS, sides.seats()).with(Sides.INVITATIONS, sides.invitations());
    }
    sides.limit().ifPresent(limit -> item.with(Sides.MEMBER_LIMIT, limit));
    return facts.on(suspension.on(item)).build();
  }

  public static Change rename(String name, long revision) {
    return new Change()
        .set("organisationName", name)
        .set(Directory.SORT, Directory.fold(name))
        .set(Revisions.ATTRIBUTE, revision);
  }

  public static Optional<OrganisationRecord> from(Item item) {
    if (!Layout.is(item, TYP) || !item.text("rng").equals(Keys.ORGANISATION)) {
      return Optional.empty();
    }
    return Keys.organisationOf(item.key()).map(id -> from(id, item));
  }

  /**
   * Reads the record.
   *
   * @throws OrganisationNotFound if it does not exist
   */
  public static OrganisationRecord read(Reads reads, OrganisationId id) {
    return reads
        .get(key(id), Consistency.STRONG)
        .flatMap(OrganisationRecord::from)
        .orElseThrow(() -> new OrganisationNotFound(id));
  }

  /**
   * Counts an addition in the child version, on condition that the organisation is the one read, in
   * the same revision.
   */
  public void add(Transaction transaction, int owners) {
    add(transaction, organisation.id(), owners, ChildVersion.increment(), same());
  }

  /** Counts new members, on the same condition and that the limit leaves room for them. */
  public void addMembers(Transaction transaction, int members, int owners) {
    Change change = count(ChildVersion.increment(), members, 0);
    add(transaction, organisation.id(), owners, change, room(members));
  }

  /**
   * Counts a new invitation, on the same condition, that the limit leaves room for it, and that
   * fewer invitations than the quota are stored.
   */
  public void addInvitation(Transaction transaction, int quota) {
    Change change = count(ChildVersion.increment(), 1, 1);
    add(transaction, organisation.id(), 0, change, room(1).below(Sides.INVITATIONS, quota));
  }

  private Condition room(int more) {
    return sides
        .limit()
        .map(limit -> same().equal(Sides.MEMBER_LIMIT, limit).atMost(Sides.SEATS, limit - more))
        .orElseGet(() -> same().lacking(Sides.MEMBER_LIMIT));
  }

  private static Change count(Change change, int seats, int invitations) {
    Change counted = seats == 0 ? change : change.add(Sides.SEATS, seats, Sides.UNKNOWN_VALUE);
    return invitations == 0
        ? counted
        : counted.add(Sides.INVITATIONS, invitations, Sides.UNKNOWN_VALUE);
  }

  /**
   * Stores the numbers of members and invitations that were counted after this record was read, on
   * condition that none was added or removed since.
   */
  public Transaction counted(long members, long invitations) {
    return stored(
        new Change().set(Sides.SEATS, members + invitations).set(Sides.INVITATIONS, invitations),
        asRead(Conditions.live(), Sides.SEATS, sides.seats()));
  }

  /**
   * Stores the number of invitations alone, as {@link #counted} does: all that an invitation needs
   * in an organisation without a limit.
   */
  public Transaction countedInvitations(long invitations) {
    return stored(
        new Change().set(Sides.INVITATIONS, invitations),
        Conditions.live().lacking(Sides.MEMBER_LIMIT));
  }

  private Transaction stored(Change numbers, Condition condition) {
    Condition same = Conditions.sameNumber(condition, ChildVersion.ATTRIBUTE, additions);
    return new Transaction()
        .silent()
        .update(
            key(organisation.id()),
            numbers.remove(FORMER_BOUND),
            asRead(same, Sides.INVITATIONS, sides.invitations()),
            Refusals.changed())
        .repeatable();
  }

  /** An absent number may become {@code Sides.UNKNOWN} by an addition and a removal. */
  private static Condition asRead(Condition condition, String attribute, long number) {
    Condition same = Condition.where().equal(attribute, number);
    return condition.and(
        number == Sides.UNKNOWN ? same.or(Condition.where().lacking(attribute)) : same);
  }

  /**
   * Sets or removes the limit of seats, on condition that they are counted, and that the limit is
   * the one read.
   */
  public Transaction limited(Optional<Long> limit) {
    Change change = new Change();
    Condition counted = Conditions.live().atLeast(Sides.SEATS, 0).atLeast(Sides.INVITATIONS, 0);
    return new Transaction()
        .update(
            key(organisation.id()),
            limit
                .map(most -> change.set(Sides.MEMBER_LIMIT, most))
                .orElse(change.remove(Sides.MEMBER_LIMIT)),
            sides
                .limit()
                .map(most -> counted.equal(Sides.MEMBER_LIMIT, most))
                .orElseGet(() -> counted.lacking(Sides.MEMBER_LIMIT)),
            Refusals.missing(() -> new OrganisationNotFound(organisation.id())));
  }

  private Condition same() {
    return ChildVersion.sameRecord(
        Conditions.live().equal(Revisions.ATTRIBUTE, organisation.revision()), additions);
  }

  /**
   * Counts an accepted invitation as an addition: its record moves to another key, and a concurrent
   * reader of pages may find it under neither. The number of the suspension, which the new member
   * copies, must be this one.
   */
  public static void accept(
      Transaction transaction, OrganisationId id, int owners, long suspension) {
    Condition same = Conditions.sameNumber(Conditions.live(), Suspension.NUMBER, suspension);
    // An organisation that has lost its number still has the time.
    same = suspension == 0 ? same.lacking(Suspension.SUSPENDED_AT) : same;
    add(transaction, id, owners, count(ChildVersion.increment(), 0, -1), same);
  }

  /**
   * Counts a record that moves to another address, which may sort before the position of a reader
   * of pages.
   *
   * @param replaced the number of invitations of the other address that it replaces
   */
  public static void move(Transaction transaction, OrganisationId id, int replaced) {
    Change change = ChildVersion.increment().add(PendingJobs.MOVES, 1);
    add(transaction, id, 0, count(change, -replaced, -replaced), Conditions.live());
  }

  /** Counts members and invitations that are removed, none of them an active owner. */
  public static void remove(
      Transaction transaction,
      OrganisationId id,
      int members,
      int invitations,
      Supplier<RuntimeException> notFound) {
    transaction.update(
        key(id),
        count(new Change(), -members - invitations, -invitations),
        Conditions.live(),
        Refusals.missing(notFound));
  }

  /** Counts an active owner who is removed, on condition that another owner remains. */
  public static void removeOwner(Transaction transaction, OrganisationId id, EmailAddress user) {
    removeOwner(transaction, id, user, 0);
  }

  /** Counts an active owner who is removed with invitations, on the same condition. */
  public static void removeOwner(
      Transaction transaction, OrganisationId id, EmailAddress user, int invitations) {
    loseOwner(transaction, id, user, count(new Change(), -1 - invitations, -invitations));
  }

  private static void add(
      Transaction transaction, OrganisationId id, int owners, Change change, Condition condition) {
    transaction.update(
        key(id),
        owners == 0 ? change : change.add(OWNER_COUNT, owners),
        condition,
        Refusals.missing(() -> new OrganisationNotFound(id)));
  }

  /** Increments the owner count. */
  public static void gainOwner(Transaction transaction, OrganisationId id) {
    transaction.update(
        key(id),
        new Change().add(OWNER_COUNT, 1),
        Conditions.live(),
        Refusals.missing(() -> new OrganisationNotFound(id)));
  }

  /** Decrements the owner count, on condition that another owner remains. */
  public static void loseOwner(Transaction transaction, OrganisationId id, EmailAddress user) {
    loseOwner(transaction, id, user, new Change());
  }

  private static void loseOwner(
      Transaction transaction, OrganisationId id, EmailAddress user, Change change) {
    transaction.update(
        key(id),
        change.add(OWNER_COUNT, -1),
        Conditions.live().above(OWNER_COUNT, 1),
        Refusals.of(() -> new OrganisationNotFound(id), found -> new LastOwner(user, Set.of(id))));
  }

  private static OrganisationRecord from(OrganisationId id, Item item) {
    String name = Fields.readable(item.text("organisationName"), false, id.value());
    Suspension suspension = Suspension.of(item);
    Organisation organisation =
        new Organisation(
            id,
            name,
            Fields.time(item, "createdAt"),
            item.number(Revisions.ATTRIBUTE).orElse(0L),
            suspension.since());
    return new OrganisationRecord(
        organisation,
        item.number(OWNER_COUNT).orElse(0L),
        item.number(ChildVersion.ATTRIBUTE).orElse(0L),
        item.number(PendingJobs.MOVES).orElse(0L),
        Sides.of(item),
        StoredFacts.of(item),
        suspension);
  }
}
