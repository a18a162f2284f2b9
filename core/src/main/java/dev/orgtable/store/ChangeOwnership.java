package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.MemberSuspended;
import dev.orgtable.OrgtableException.NotOwner;
import dev.orgtable.OrgtableException.TooManyGroups;
import dev.orgtable.OrgtableException.UpgradeRequired;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Decision.Done;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.StoredFacts;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Changes that may remove an owner. */
final class ChangeOwnership {

  private static final Item NOBODY = Item.of(Map.of());

  private final OrganisationId organisation;

  ChangeOwnership(OrganisationId organisation) {
    this.organisation = organisation;
  }

  /**
   * Removes both sides of a member, whom it reads first, for the groups that the event names. If
   * there is none, the write is refused, which readers from memory see.
   */
  Decision<Done> remove(Reads reads, EmailAddress user) {
    Optional<Item> found =
        reads.get(key(user), Consistency.STRONG).filter(item -> !TombstoneRecord.is(item));
    found
        .filter(item -> !Layout.isCurrent(item))
        .ifPresent(
            item -> {
              throw new UpgradeRequired(item.toString());
            });
    return Decision.commit(removal(user, found.orElse(NOBODY)));
  }

  private Transaction removal(EmailAddress user, Item member) {
    boolean owner = OrganisationGroupMemberRecord.isActiveOwner(member);
    StoredFacts facts = StoredFacts.of(member);
    Refusal notFound = notFound(user);
    Transaction removal =
        new Transaction()
            .delete(
                key(user),
                Draft.same(UserIdRecord.same(facts.sameId(Conditions.live()), member), member),
                notFound)
            .delete(
                UserOrganisationRecord.key(user, organisation),
                Conditions.live().isString(UserOrganisationRecord.ACCEPTED_AT),
                notFound);
    if (owner) {
      OrganisationRecord.removeOwner(removal, organisation, user);
    } else {
      count(removal, user);
    }
    ExternalIdRecord.release(removal, key(user), facts);
    Details who = Details.of(UserIdRecord.of(member, user), user);
    return removal.emit(Draft.removed(organisation, who, member));
  }

  private void count(Transaction removal, EmailAddress user) {
    OrganisationRecord.remove(
        removal, organisation, 1, 0, () -> new MemberNotFound(user, organisation));
  }

  /**
   * Transfers ownership. If the receiver already is an owner, the organisation has one owner less.
   */
  Decision<Done> transfer(EmailAddress from, EmailAddress to) {
    Condition room =
        Conditions.live()
            .lacks(Groups.ATTRIBUTE, Groups.OWNER)
            .lacking(OrganisationGroupMemberRecord.SUSPENDED_AT)
            .hasAtMost(Groups.ATTRIBUTE, Group.MOST_PER_MEMBER - 1);
    Transaction transfer =
        giveUp(from)
            .update(
                key(to),
                new Change().add(Groups.ATTRIBUTE, Set.of(Groups.OWNER)),
                room,
                Refusals.of(
                    () -> new MemberNotFound(to, organisation), found -> notRoom(to, found)));
    UserRecord.gainOwnership(transfer, to, () -> new MemberNotFound(to, organisation));
    emit(transfer, from, Details.of(to).adding(Set.of(Group.OWNER)));
    return Decision.commit(transfer)
        .ifRefused(
            ConflictException.class,
            (reads, conflict) -> Decision.commit(toAnOwner(from, to, owner(to, conflict))));
  }

  private Item owner(EmailAddress to, ConflictException conflict) {
    return conflict
        .found()
        .filter(found -> found.key().equals(key(to)))
        .orElseThrow(() -> conflict);
  }

  private RuntimeException notRoom(EmailAddress to, Item found) {
    if (OrganisationGroupMemberRecord.isSuspended(found)) {
      return new MemberSuspended(to, organisation);
    }
    return OrganisationGroupMemberRecord.isActiveOwner(found)
        ? new ConflictException(found)
        : new TooManyGroups(to, organisation);
  }

  private Transaction toAnOwner(EmailAddress from, EmailAddress to, Item owner) {
    Condition same = UserIdRecord.same(Conditions.live(), owner);
    Transaction toAnOwner =
        giveUp(from)
            .require(key(to), OrganisationGroupMemberRecord.activeOwner(same), notFound(to));
    OrganisationRecord.loseOwner(toAnOwner, organisation, from);
    emit(toAnOwner, from, Details.of(UserIdRecord.of(owner, to), to));
    return toAnOwner;
  }

  private void emit(Transaction transaction, EmailAddress from, Details to) {
    String after = Objects.requireNonNull(to.user()).email().value();
    Details details = to.changing("owner", from.value(), after);
    transaction.emit(Draft.of(organisation, EventType.OWNERSHIP_TRANSFERRED, details));
  }

  private Transaction giveUp(EmailAddress from) {
    return new Transaction()
        .update(
            key(from),
            new Change().delete(Groups.ATTRIBUTE, Set.of(Groups.OWNER)),
            OrganisationGroupMemberRecord.activeOwner(Conditions.live()),
            Refusals.of(
                () -> new MemberNotFound(from, organisation),
                found -> new NotOwner(from, organisation)));
  }

  private Refusal notFound(EmailAddress user) {
    return Refusals.missing(() -> new MemberNotFound(user, organisation));
  }

  private Key key(EmailAddress user) {
    return OrganisationGroupMemberRecord.key(organisation, user);
  }
}
