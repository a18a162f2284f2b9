package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Decision;
import dev.orgtable.dynamodb.Decision.Done;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserRecord;
import java.time.Instant;

/**
 * Suspends or reactivates a member. Each is first written as for a member who is not an owner, and
 * again, with the count of active owners, if the member turns out to be one.
 */
final class ChangeSuspension {

  private static final String SUSPENDED_AT = OrganisationGroupMemberRecord.SUSPENDED_AT;

  private final EmailAddress user;
  private final OrganisationId organisation;
  private final Key key;

  ChangeSuspension(EmailAddress user, OrganisationId organisation) {
    this.user = user;
    this.organisation = organisation;
    this.key = OrganisationGroupMemberRecord.key(organisation, user);
  }

  Decision<Done> suspend(Instant now) {
    Condition active = Conditions.live().lacking(SUSPENDED_AT);
    return change(new Change().set(SUSPENDED_AT, now), active, true);
  }

  Decision<Done> reactivate() {
    Condition suspended = Conditions.live().there(SUSPENDED_AT);
    return change(new Change().remove(SUSPENDED_AT), suspended, false);
  }

  private Decision<Done> change(Change change, Condition condition, boolean suspend) {
    Condition noOwner = condition.lacks(Groups.ATTRIBUTE, Groups.OWNER);
    return Decision.commit(update(change, noOwner, suspend, Details.of(user)))
        .ifRefused(
            ConflictException.class,
            (reads, conflict) -> {
              Item found = conflict.found().orElseThrow(() -> conflict);
              if (OrganisationGroupMemberRecord.isSuspended(found) == suspend) {
                return Decision.unchanged();
              }
              if (!found.strings(Groups.ATTRIBUTE).contains(Groups.OWNER)) {
                throw conflict;
              }
              return Decision.commit(ofOwner(change, condition, suspend, found));
            });
  }

  private Transaction ofOwner(Change change, Condition condition, boolean suspend, Item found) {
    Condition owner = condition.contains(Groups.ATTRIBUTE, Groups.OWNER);
    Details who = Details.of(UserIdRecord.of(found, user), user);
    Transaction transaction = update(change, UserIdRecord.same(owner, found), suspend, who);
    if (suspend) {
      OrganisationRecord.loseOwner(transaction, organisation, user);
    } else {
      OrganisationRecord.gainOwner(transaction, organisation);
      UserRecord.gainOwnership(transaction, user, this::notFound);
    }
    return transaction;
  }

  private Transaction update(Change change, Condition condition, boolean suspend, Details details) {
    EventType type = suspend ? EventType.MEMBER_SUSPENDED : EventType.MEMBER_REACTIVATED;
    return new Transaction()
        .update(key, change, condition, Refusals.missing(this::notFound))
        .repeatable()
        .emit(Draft.of(organisation, type, details));
  }

  private MemberNotFound notFound() {
    return new MemberNotFound(user, organisation);
  }
}
