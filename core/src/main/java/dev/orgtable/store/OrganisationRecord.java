package dev.orgtable.store;

import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.LastOwner;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.UserId;
import java.util.Optional;
import java.util.Set;

/**
 * The record {@code organisation}: the source of an organisation's name, and the count of its
 * owners.
 *
 * @param organisation the organisation
 * @param ownerCount how many members are in the group {@code owner}
 * @param additions see {@link Additions}
 * @param moves how many of its members and invitations ever moved to another address
 * @param invited not less than how many invitations are open: see {@link InvitationQuota}; empty if
 *     they have to be counted
 */
record OrganisationRecord(
    Organisation organisation,
    long ownerCount,
    long additions,
    long moves,
    Optional<Long> invited) {

  static final String TYP = "organisation";
  static final String OWNER_COUNT = "ownerCount";

  static final String INVITED = "invited";

  /** Makes one whose open invitations have to be counted, and that nobody moved in. */
  OrganisationRecord(Organisation organisation, long ownerCount, long additions) {
    this(organisation, ownerCount, additions, 0, Optional.empty());
  }

  /** Returns the same, with so many open invitations at most. */
  OrganisationRecord withInvited(long most) {
    return new OrganisationRecord(organisation, ownerCount, additions, moves, Optional.of(most));
  }

  static Key key(OrganisationId organisation) {
    return Key.organisation(organisation);
  }

  Item item() {
    Item item =
        Item.of(key(organisation.id()), TYP)
            .with("organisationId", organisation.id().value())
            .with("organisationName", organisation.name())
            .with("createdAt", organisation.createdAt())
            .with("revision", organisation.revision())
            .with(OWNER_COUNT, ownerCount)
            .with(Additions.ATTRIBUTE, additions)
            .with(Directory.PARTITION, Directory.ORGANISATIONS)
            .with(Directory.SORT, Directory.fold(organisation.name()));
    invited.ifPresent(count -> item.with(INVITED, count));
    return item;
  }

  static Change rename(String name, long revision) {
    return new Change()
        .set("organisationName", name)
        .set(Directory.SORT, Directory.fold(name))
        .set("revision", revision);
  }

  static Optional<OrganisationRecord> from(Item item) {
    if (!item.is(TYP) || !item.text("rng").equals(Key.ORGANISATION)) {
      return Optional.empty();
    }
    return item.key().organisation().map(id -> from(id, item));
  }

  /** Reads the record alone. */
  static OrganisationRecord read(Table table, OrganisationId id) {
    return table
        .get(key(id), Consistency.STRONG)
        .flatMap(OrganisationRecord::from)
        .orElseThrow(() -> new OrganisationNotFound(id));
  }

  /**
   * Counts what a transaction adds to the organisation, as long as it is the one and of the
   * revision that was read.
   */
  void add(Transaction transaction, int owners) {
    add(transaction, organisation.id(), owners, Additions.one(), same());
  }

  /** Counts an invitation more that is open, likewise, and as long as fewer than a limit are. */
  void addInvited(Transaction transaction, int limit) {
    Change change = Additions.one().add(INVITED, 1);
    add(transaction, organisation.id(), 0, change, same().below(INVITED, limit));
  }

  private Condition same() {
    return Additions.sameRecord(
        Condition.present().equal("revision", organisation.revision()), additions);
  }

  /**
   * Counts what moves to another key of the organisation like what is added: who reads page by page
   * may find it at neither place.
   */
  static void accept(Transaction transaction, OrganisationId id, int owners) {
    add(transaction, id, owners, Additions.one(), Condition.present());
  }

  /**
   * Counts what moves to another address: that may be before the place that a reader of the pages
   * has come to.
   */
  static void move(Transaction transaction, OrganisationId id) {
    add(transaction, id, 0, Additions.one().add(SourceJobs.MOVES, 1), Condition.present());
  }

  private static void add(
      Transaction transaction, OrganisationId id, int owners, Change change, Condition condition) {
    transaction.update(
        key(id),
        owners == 0 ? change : change.add(OWNER_COUNT, owners),
        condition,
        Refusal.missing(() -> new OrganisationNotFound(id)));
  }

  /** Counts an owner more. */
  static void gainOwner(Transaction transaction, OrganisationId id) {
    transaction.update(
        key(id),
        new Change().add(OWNER_COUNT, 1),
        Condition.present(),
        Refusal.missing(() -> new OrganisationNotFound(id)));
  }

  /** Counts an owner less, if another remains. */
  static void loseOwner(Transaction transaction, OrganisationId id, UserId user) {
    transaction.update(
        key(id),
        new Change().add(OWNER_COUNT, -1),
        Condition.present().above(OWNER_COUNT, 1),
        Refusal.of(() -> new OrganisationNotFound(id), found -> new LastOwner(user, Set.of(id))));
  }

  private static OrganisationRecord from(OrganisationId id, Item item) {
    String name = UserRecord.readable(item.text("organisationName"), false, id.value());
    Organisation organisation =
        new Organisation(
            id, name, UserRecord.time(item, "createdAt"), item.number("revision").orElse(0L));
    return new OrganisationRecord(
        organisation,
        item.number(OWNER_COUNT).orElse(0L),
        item.number(Additions.ATTRIBUTE).orElse(0L),
        item.number(SourceJobs.MOVES).orElse(0L),
        item.number(INVITED));
  }
}
