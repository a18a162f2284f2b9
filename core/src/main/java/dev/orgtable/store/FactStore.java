package dev.orgtable.store;

import static dev.orgtable.event.EventType.MEMBER_FACTS_CHANGED;
import static dev.orgtable.event.EventType.ORGANISATION_FACTS_CHANGED;
import static dev.orgtable.event.EventType.USER_FACTS_CHANGED;

import dev.orgtable.EmailAddress;
import dev.orgtable.InvalidInput;
import dev.orgtable.Member;
import dev.orgtable.Organisation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.ExternalIdTaken;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.UnreadableRecord;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Outcome;
import dev.orgtable.User;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.facts.Facts;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.OrganisationLimit;
import dev.orgtable.internal.UserPartition;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.Sides;
import dev.orgtable.internal.record.StoredFacts;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The facts of an application about users, organisations and memberships: metadata, and an external
 * id, by which they are found. Orgtable does not interpret them, and no list, check or copy has
 * them. They move with a user to another address, and are deleted with the user, the organisation
 * or the membership. The next membership of the same user starts without any.
 *
 * <p>A change of facts is one write, whatever the number of memberships: it does not count as a
 * change of the user or the organisation, whose revision stays.
 */
public final class FactStore {

  private final Context context;

  FactStore(Context context) {
    this.context = context;
  }

  /**
   * Returns the facts about a user. Costs 1 read unit, 1 more for each 4 KB of the user's record.
   *
   * @throws UserNotFound if the user does not exist
   */
  public Facts get(EmailAddress user) {
    return context.observe("facts.get", reads -> Source.of(user).read(reads).facts());
  }

  /**
   * Returns the facts about an organisation. Costs 1 read unit, 1 more for each 4 KB of its record.
   *
   * @throws OrganisationNotFound if the organisation does not exist
   */
  public Facts get(OrganisationId organisation) {
    return context.observe("facts.get", reads -> Source.of(organisation).read(reads).facts());
  }

  /**
   * Returns the facts about a membership, suspended or not. Costs 2 read units, 1 more for each 4
   * KB of the member's record.
   *
   * @throws MemberNotFound if the user is not a member
   */
  public Facts get(EmailAddress user, OrganisationId organisation) {
    return context.observe("facts.get", reads -> Source.of(user, organisation).read(reads).facts());
  }

  /**
   * Changes the facts about a user by a function of the present ones. Writes nothing if nothing
   * differs. Costs 1 read unit, 2 write units for each KB of the user's record, and 2 for the
   * event; 2 more for each external id that is set or removed.
   *
   * @param change computes the new facts; called again if others changed them meanwhile
   * @throws UserNotFound if the user does not exist
   * @throws ExternalIdTaken if another user has the external id
   */
  public Outcome<Facts> change(EmailAddress user, UnaryOperator<Facts> change) {
    return context.run("facts.change", reads -> Source.of(user).change(reads, change));
  }

  /**
   * Changes the facts about an organisation, as {@link #change(EmailAddress, UnaryOperator)}.
   *
   * @throws OrganisationNotFound if the organisation does not exist
   * @throws ExternalIdTaken if another organisation has the external id
   */
  public Outcome<Facts> change(OrganisationId organisation, UnaryOperator<Facts> change) {
    return context.run("facts.change", reads -> Source.of(organisation).change(reads, change));
  }

  /**
   * Changes the facts about a membership, suspended or not, as {@link #change(EmailAddress,
   * UnaryOperator)}. Costs 2 read units, 2 write units for each KB of the member's record, and 2
   * for the event.
   *
   * @throws MemberNotFound if the user is not a member
   * @throws ExternalIdTaken if another member of the organisation has the external id
   */
  public Outcome<Facts> change(
      EmailAddress user, OrganisationId organisation, UnaryOperator<Facts> change) {
    return context.run(
        "facts.change", reads -> Source.of(user, organisation).change(reads, change));
  }

  /**
   * Returns the maximum number of organisations that a user may be a member of; empty if there is
   * none. Costs 1 read unit, 1 more for each 4 KB of the user's record.
   *
   * @throws UserNotFound if the user does not exist
   * @throws UnreadableRecord if the limit is not a positive integer; nobody can add the user then
   */
  public OptionalLong organisationLimit(EmailAddress user) {
    return context.observe(
        "facts.organisationLimit",
        table ->
            UserPartition.source(table, user).organisationLimit().stream()
                .mapToLong(most -> readable(user, most))
                .findFirst());
  }

  private static long readable(EmailAddress user, long most) {
    if (most < 1) {
      throw Layout.unreadable(UserRecord.key(user));
    }
    return most;
  }

  /**
   * Limits the organisations that a user may be a member of, suspended or not. At the limit, the
   * user can neither be added, nor accept an invitation, nor own a new organisation; whatever runs
   * at the same time, the limit is exact. A limit below the present number removes the user from
   * none. It moves with the user to another address. Costs 1 read unit, 2 write units for each KB
   * of the user's record, and 2 for the event. Each addition of this user then counts the user's
   * organisations: 1 read unit for each 4 KB, and 1 more.
   *
   * @param most 1 to 1,000,000
   * @throws UserNotFound if the user does not exist
   * @throws InvalidInput if the limit is out of range
   */
  public void limitOrganisations(EmailAddress user, long most) {
    Optional<Long> limit = Optional.of(Sides.checkLimit(most));
    context.run("facts.limitOrganisations", reads -> OrganisationLimit.put(reads, user, limit));
  }

  /**
   * Removes the limit of a user's organisations, if there is one.
   *
   * @throws UserNotFound if the user does not exist
   */
  public void removeOrganisationLimit(EmailAddress user) {
    context.run(
        "facts.removeOrganisationLimit",
        reads -> OrganisationLimit.put(reads, user, Optional.empty()));
  }

  /**
   * Returns the address of the user with an external id; empty if no user has it. Costs 1 read
   * unit. The user may move right after; {@link #findUser} reads again in that case.
   */
  public Optional<EmailAddress> findAddress(ExternalId id) {
    return context.observe(
        "facts.findAddress",
        table -> ExternalIds.find(table, ExternalIdRecord.ofUser(id)).flatMap(Keys::userOf));
  }

  /** Returns the user with an external id; empty if no user has it. Costs 2 read units. */
  public Optional<User> findUser(ExternalId id) {
    return context.observe(
        "facts.findUser",
        table ->
            ExternalIds.get(table, ExternalIdRecord.ofUser(id), id)
                .flatMap(UserRecord::from)
                .map(UserRecord::user));
  }

  /**
   * Returns the id of the organisation with an external id; empty if no organisation has it. Costs
   * 1 read unit.
   */
  public Optional<OrganisationId> findOrganisationId(ExternalId id) {
    return context.observe(
        "facts.findOrganisationId",
        table ->
            ExternalIds.find(table, ExternalIdRecord.ofOrganisation(id))
                .flatMap(Keys::organisationOf));
  }

  /**
   * Returns the organisation with an external id; empty if no organisation has it. Costs 2 read
   * units.
   */
  public Optional<Organisation> findOrganisation(ExternalId id) {
    return context.observe(
        "facts.findOrganisation",
        table ->
            ExternalIds.get(table, ExternalIdRecord.ofOrganisation(id), id)
                .flatMap(OrganisationRecord::from)
                .map(OrganisationRecord::organisation));
  }

  /**
   * Returns the address of the member of an organisation with an external id; empty if no member
   * has it. Costs 2 read units. The user may move right after; {@link #findMember} reads again in
   * that case.
   */
  public Optional<EmailAddress> findMemberAddress(OrganisationId organisation, ExternalId id) {
    return context.observe(
        "facts.findMemberAddress", table -> ExternalIds.findMember(table, organisation, id));
  }

  /**
   * Returns the member of an organisation with an external id, suspended or not; empty if no member
   * has it. Costs 3 read units.
   */
  public Optional<Member> findMember(OrganisationId organisation, ExternalId id) {
    return context.observe(
        "facts.findMember",
        table ->
            ExternalIds.getMember(table, organisation, id)
                .flatMap(OrganisationGroupMemberRecord::member));
  }

  /**
   * A record that has facts.
   *
   * @param key its key
   * @param find reads the record; empty if it does not exist
   * @param missing creates the refusal if it does not exist
   * @param identity the attribute that no other record under the same key has with this value
   * @param changed creates the event of a change, without what was changed
   */
  private record Source(
      Key key,
      Function<Reads, Optional<Item>> find,
      Supplier<RuntimeException> missing,
      String identity,
      Function<Item, Draft> changed) {

    static Source of(EmailAddress user) {
      Key key = UserRecord.key(user);
      return new Source(
          key,
          reads -> read(reads, key).filter(item -> UserRecord.from(item).isPresent()),
          () -> new UserNotFound(user),
          UserIdRecord.ID,
          item -> Draft.of(UserRecord.from(item).orElseThrow().user(), USER_FACTS_CHANGED));
    }

    static Source of(OrganisationId organisation) {
      Key key = OrganisationRecord.key(organisation);
      return new Source(
          key,
          reads -> read(reads, key).filter(item -> OrganisationRecord.from(item).isPresent()),
          () -> new OrganisationNotFound(organisation),
          "createdAt",
          item -> Draft.of(organisation, ORGANISATION_FACTS_CHANGED, Details.NONE));
    }

    static Source of(EmailAddress user, OrganisationId organisation) {
      return new Source(
          OrganisationGroupMemberRecord.key(organisation, user),
          reads ->
              Checks.find(reads, user, organisation, Consistency.STRONG)
                  .filter(item -> OrganisationGroupMemberRecord.member(item).isPresent()),
          () -> new MemberNotFound(user, organisation),
          UserOrganisationRecord.MEMBERSHIP,
          item ->
              Draft.of(
                  organisation,
                  MEMBER_FACTS_CHANGED,
                  Details.of(UserIdRecord.of(item, user), user)));
    }

    private static Optional<Item> read(Reads reads, Key key) {
      return reads.get(key, Consistency.STRONG);
    }

    StoredFacts read(Reads reads) {
      return StoredFacts.of(item(reads));
    }

    private Item item(Reads reads) {
      return find.apply(reads).orElseThrow(missing);
    }

    /** Compares the facts as stored, since a change of them leaves the revision. */
    Decision<Outcome<Facts>> change(Reads reads, UnaryOperator<Facts> change) {
      Item item = item(reads);
      StoredFacts stored = StoredFacts.of(item);
      Facts present = stored.facts();
      Facts next = change.apply(present);
      if (next.equals(present)) {
        return Decision.unchanged(Outcome.unchanged(present));
      }
      Transaction transaction =
          new Transaction()
              .update(
                  key,
                  StoredFacts.of(next).change(),
                  stored.same(Conditions.live()).same(identity, item.value(identity).orElse(null)),
                  Refusals.missing(missing))
              .emit(event(changed.apply(item), present, next));
      ExternalId former = present.externalId();
      ExternalId given = next.externalId();
      if (given != null && !given.equals(former)) {
        ExternalIdRecord.claim(transaction, key, given);
      }
      if (former != null && !former.equals(given)) {
        ExternalIdRecord.release(transaction, key, former);
      }
      return Decision.commit(transaction, Outcome.updated(next));
    }

    private static Draft event(Draft draft, Facts before, Facts after) {
      ExternalId former = before.externalId();
      ExternalId given = after.externalId();
      Map<String, String> old = before.metadata().entries();
      Map<String, String> now = after.metadata().entries();
      Set<String> keys = new TreeSet<>(old.keySet());
      keys.addAll(now.keySet());
      keys.removeIf(key -> Objects.equals(old.get(key), now.get(key)));
      return new Draft(
          draft.log(),
          draft.type(),
          draft
              .details()
              .changing(
                  "externalId",
                  former == null ? null : former.value(),
                  given == null ? null : given.value())
              .changing("metadata", null, keys.isEmpty() ? null : String.join(" ", keys)));
    }
  }
}
