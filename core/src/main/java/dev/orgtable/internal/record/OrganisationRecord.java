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
import dev.orgtable.limit.Seats;
import java.util.Optional;
import java.util.OptionalLong;
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

  private static final String SEATS = Conditions.SEATS;
  private static final String INVITATIONS = Conditions.INVITATIONS;
  private static final String MEMBER_LIMIT = Conditions.MEMBER_LIMIT;

  /** The upper bound of open invitations in tables of earlier versions. */
  private static final String FORMER_BOUND = "invited";

  /**
   * What an absent number counts as: so low that it stays below 0, whatever is added to it, until
   * the records are counted.
   */
  private static final long UNKNOWN = -(1L << 40);

  /**
   * The numbers of the organisation's sides of memberships and invitations. Each transaction that
   * adds or removes a side changes them.
   *
   * @param seats the members and invitations together; below 0 if they have to be counted
   * @param invitations the invitations, including expired ones until they are removed; below 0 if
   *     they have to be counted
   * @param limit the maximum number of seats; empty if there is none
   */
  public record Sides(long seats, long invitations, Optional<Long> limit) {

    private static final Sides UNCOUNTED = new Sides(UNKNOWN, UNKNOWN, Optional.empty());

    private static Sides of(Item item) {
      return new Sides(
          item.number(SEATS).orElse(UNKNOWN),
          item.number(INVITATIONS).orElse(UNKNOWN),
          item.number(MEMBER_LIMIT));
    }

    /** Returns the numbers and the limit as callers see them. */
    public Seats seen() {
      return new Seats(
          areCounted() ? OptionalLong.of(seats - invitations) : OptionalLong.empty(),
          areCounted() ? OptionalLong.of(invitations) : OptionalLong.empty(),
          limit.map(OptionalLong::of).orElse(OptionalLong.empty()));
    }

    /** Returns whether both numbers are known. */
    public boolean areCounted() {
      return seats >= 0 && invitations >= 0;
    }

    /**
     * Returns whether both numbers were ever counted. One below 0 is then wrong, since an earlier
     * version of this library has added what this one removed.
     */
    public boolean areVerifiable() {
      return seats > UNKNOWN / 2 && invitations > UNKNOWN / 2;
    }

    /** Returns whether the numbers that the limit, or without one the quota, needs are known. */
    public boolean sufficeForLimits() {
      return limit.isPresent() ? areCounted() : invitations >= 0;
    }

    /** Returns how many seats more than there are the limit would need; not positive if none. */
    public long missing(int more) {
      return limit.isPresent() ? seats + more - limit.get() : 0;
    }

    /** Returns whether there certainly are seats left below the limit. */
    public boolean haveRoom(int more) {
      return limit.isEmpty() || (seats >= 0 && seats + more <= limit.get());
    }

    /** Returns whether certainly fewer invitations than the quota are stored. */
    public boolean areBelow(int quota) {
      return invitations >= 0 && invitations < quota;
    }
  }

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

  public static Key key(OrganisationId organisation) {
    return Keys.organisation(organisation);
  }

  private static boolean isWhole(Item item) {
    return item.number(Revisions.ATTRIBUTE).isPresent()
        && item.number(ChildVersion.ATTRIBUTE).isPresent()
        && isNumberIfThere(item, OWNER_COUNT)
        && Conditions.SIDES.stream().allMatch(name -> isNumberIfThere(item, name))
        && isNumberIfThere(item, Suspension.NUMBER);
  }

  private static boolean isNumberIfThere(Item item, String attribute) {
    return item.value(attribute).isEmpty() || item.number(attribute).isPresent();
  }

  /** Returns an item without those attributes of {@link Sides} that are not numbers. */
  public static Item withoutOddSides(Item item) {
    Item.Builder without = item.change();
    Conditions.SIDES.stream()
        .filter(name -> !isNumberIfThere(item, name))
        .forEach(without::without);
    return without.build();
  }

  private static void check(FieldCheck fields) {
    Conditions.SIDES.stream()
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
      item.with(SEATS, sides.seats()).with(INVITATIONS, sides.invitations());
    }
    sides.limit().ifPresent(limit -> item.with(MEMBER_LIMIT, limit));
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
    add(transaction, organisation.id(), 0, change, room(1).below(INVITATIONS, quota));
  }

  private Condition room(int more) {
    return sides
        .limit()
        .map(limit -> same().equal(MEMBER_LIMIT, limit).atMost(SEATS, limit - more))
        .orElseGet(() -> same().lacking(MEMBER_LIMIT));
  }

  private static Change count(Change change, int seats, int invitations) {
    Change counted = seats == 0 ? change : change.add(SEATS, seats, UNKNOWN);
    return invitations == 0 ? counted : counted.add(INVITATIONS, invitations, UNKNOWN);
  }

  /**
   * Stores the numbers of members and invitations that were counted after this record was read, on
   * condition that none was added or removed since.
   */
  public Transaction counted(long members, long invitations) {
    Condition same = Conditions.sameNumber(Conditions.live(), ChildVersion.ATTRIBUTE, additions);
    return new Transaction()
        .update(
            key(organisation.id()),
            new Change()
                .set(SEATS, members + invitations)
                .set(INVITATIONS, invitations)
                .remove(FORMER_BOUND),
            asRead(asRead(same, SEATS, sides.seats()), INVITATIONS, sides.invitations()),
            Refusals.changed())
        .repeatable();
  }

  /**
   * Stores the number of invitations alone, as {@link #counted} does: all that an invitation needs
   * in an organisation without a limit.
   */
  public Transaction countedInvitations(long invitations) {
    Condition same = Conditions.sameNumber(Conditions.live(), ChildVersion.ATTRIBUTE, additions);
    return new Transaction()
        .update(
            key(organisation.id()),
            new Change().set(INVITATIONS, invitations).remove(FORMER_BOUND),
            asRead(same, INVITATIONS, sides.invitations()).lacking(MEMBER_LIMIT),
            Refusals.changed())
        .repeatable();
  }

  /** An absent number may become {@code UNKNOWN} by an addition and a removal. */
  private static Condition asRead(Condition condition, String attribute, long number) {
    Condition same = Condition.where().equal(attribute, number);
    return condition.and(number == UNKNOWN ? same.or(Condition.where().lacking(attribute)) : same);
  }

  /** Sets or removes the limit of seats, on condition that they are counted. */
  public static Transaction limit(OrganisationId id, Optional<Long> limit) {
    Change change = new Change();
    return new Transaction()
        .update(
            key(id),
            limit.map(most -> change.set(MEMBER_LIMIT, most)).orElse(change.remove(MEMBER_LIMIT)),
            Conditions.live().atLeast(SEATS, 0).atLeast(INVITATIONS, 0),
            Refusals.missing(() -> new OrganisationNotFound(id)))
        .repeatable();
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
