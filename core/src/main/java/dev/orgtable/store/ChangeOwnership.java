package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.OrgtableException.MemberSuspended;
import dev.orgtable.OrgtableException.NotOwner;
import dev.orgtable.OrgtableException.TooManyGroups;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Decision.Done;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Refusal;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.StoredFacts;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.Set;

/**
 * Changes that may remove an owner. Each is first written as for a member who is not an owner, and
 * again if the member turns out to be one, or to have an external id.
 */
final class ChangeOwnership {

  private final OrganisationId organisation;

  ChangeOwnership(OrganisationId organisation) {
    this.organisation = organisation;
  }

  /** Removes both sides of a member. */
  Decision<Done> remove(EmailAddress user) {
    Condition present = Conditions.live();
    Transaction removal =
        removal(
            user, StoredFacts.NONE.sameId(OrganisationGroupMemberRecord.notActiveOwner(present)));
    count(removal, user);
    return Decision.commit(removal)
        .ifRefused(
            ConflictException.class,
            (reads, conflict) -> {
              Item found = conflict.found().orElseThrow(() -> conflict);
              boolean owner = OrganisationGroupMemberRecord.isActiveOwner(found);
              StoredFacts facts = StoredFacts.of(found);
              if (!owner && facts.externalId() == null) {
                throw conflict;
              }
              return Decision.commit(removal(user, owner, facts));
            });
  }

  private Transaction removal(EmailAddress user, boolean owner, StoredFacts facts) {
    Condition same = facts.sameId(Conditions.live());
    Transaction removal =
        removal(
            user,
            owner
                ? OrganisationGroupMemberRecord.activeOwner(same)
                : OrganisationGroupMemberRecord.notActiveOwner(same));
    if (owner) {
      OrganisationRecord.removeOwner(removal, organisation, user);
    } else {
      count(removal, user);
    }
    ExternalIdRecord.release(removal, key(user), facts);
    return removal;
  }

  private void count(Transaction removal, EmailAddress user) {
    OrganisationRecord.remove(
        removal, organisation, 1, 0, () -> new MemberNotFound(user, organisation));
  }

  private Transaction removal(EmailAddress user, Condition condition) {
    Refusal notFound = notFound(user);
    return new Transaction()
        .delete(key(user), condition, notFound)
        .delete(
            UserOrganisationRecord.key(user, organisation),
            Conditions.live().isString(UserOrganisationRecord.ACCEPTED_AT),
            notFound);
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
    return Decision.commit(transfer)
        .ifRefused(
            ConflictException.class, (reads, conflict) -> Decision.commit(toAnOwner(from, to)));
  }

  private RuntimeException notRoom(EmailAddress to, Item found) {
    if (OrganisationGroupMemberRecord.isSuspended(found)) {
      return new MemberSuspended(to, organisation);
    }
    return OrganisationGroupMemberRecord.isActiveOwner(found)
        ? new ConflictException(found)
        : new TooManyGroups(to, organisation);
  }

  private Transaction toAnOwner(EmailAddress from, EmailAddress to) {
    Transaction toAnOwner =
        giveUp(from)
            .require(
                key(to),
                OrganisationGroupMemberRecord.activeOwner(Conditions.live()),
                notFound(to));
    OrganisationRecord.loseOwner(toAnOwner, organisation, from);
    return toAnOwner;
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
