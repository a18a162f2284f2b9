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

/**
 * The record {@code organisation}: the source of an organisation's name, with counters of its
 * owners, children and open invitations.
 *
 * @param organisation the organisation
 * @param ownerCount the number of active members in the group {@code owner}
 * @param additions see {@link ChildVersion}
 * @param moves the number of members and invitations that ever moved to another address
 * @param invited an upper bound of the open invitations: see {@code InvitationQuota}; empty if they
 *     have to be counted
 * @param facts the facts of the application
 * @param suspension whether it is suspended, and how often that changed
 */
public record OrganisationRecord(
    Organisation organisation,
    long ownerCount,
    long additions,
    long moves,
    Optional<Long> invited,
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

  public static final String INVITED = "invited";

  /** Creates an active record without moves whose open invitations have to be counted. */
  public OrganisationRecord(Organisation organisation, long ownerCount, long additions) {
    this(
        organisation,
        ownerCount,
        additions,
        0,
        Optional.empty(),
        StoredFacts.NONE,
        Suspension.NONE);
  }

  /** Returns this record with another upper bound of the open invitations. */
  public OrganisationRecord withInvited(long most) {
    return new OrganisationRecord(
        organisation, ownerCount, additions, moves, Optional.of(most), facts, suspension);
  }

  public static Key key(OrganisationId organisation) {
    return Keys.organisation(organisation);
  }

  private static boolean isWhole(Item item) {
    return item.number(Revisions.ATTRIBUTE).isPresent()
        && item.number(ChildVersion.ATTRIBUTE).isPresent()
        && isNumberIfThere(item, OWNER_COUNT)
        && isNumberIfThere(item, INVITED)
        && isNumberIfThere(item, Suspension.NUMBER);
  }

  private static boolean isNumberIfThere(Item item, String attribute) {
    return item.value(attribute).isEmpty() || item.number(attribute).isPresent();
  }

  private static void check(FieldCheck fields) {
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
    invited.ifPresent(count -> item.with(INVITED, count));
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

  /** Returns whether certainly fewer invitations than the limit are open, without counting them. */
  public boolean hasRoom(int limit) {
    return invited.filter(most -> most < limit).isPresent();
  }

  /** Counts a new open invitation, on the same condition and that fewer than the limit are open. */
  public void addInvited(Transaction transaction, int limit) {
    Change change = ChildVersion.increment().add(INVITED, 1);
    add(transaction, organisation.id(), 0, change, same().below(INVITED, limit));
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
    add(transaction, id, owners, ChildVersion.increment(), same);
  }

  /**
   * Counts a record that moves to another address, which may sort before the position of a reader
   * of pages.
   */
  public static void move(Transaction transaction, OrganisationId id) {
    add(transaction, id, 0, ChildVersion.increment().add(PendingJobs.MOVES, 1), Conditions.live());
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
    transaction.update(
        key(id),
        new Change().add(OWNER_COUNT, -1),
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
        item.number(INVITED),
        StoredFacts.of(item),
        suspension);
  }
}
