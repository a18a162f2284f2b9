package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.InvalidInput;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
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
import dev.orgtable.dynamodb.Operation;
import dev.orgtable.dynamodb.Reads;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.event.Details;
import dev.orgtable.event.EventType;
import dev.orgtable.internal.NewNames;
import dev.orgtable.internal.event.Draft;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.OrganisationServiceRecord;
import dev.orgtable.internal.record.Refusals;
import dev.orgtable.internal.record.UserIdRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Changes the groups of one member. The change is first written without a read; if its condition
 * fails, the item returned with the failure determines a change on condition that the item is
 * unchanged. Whether a group to add has a record does not matter.
 */
final class ChangeGroups implements Operation<Done> {

  /**
   * The maximum that fits one transaction with the member, the organisation, the user and the
   * event.
   */
  private static final int MOST_SERVICES = Transaction.MOST - 4;

  /**
   * The maximum of groups for which a change is first written without a read: each is a term of its
   * condition, so that the event names those that the member was not in before.
   */
  private static final int MOST_TERMS = 20;

  private static final String SUSPENDED_AT = OrganisationGroupMemberRecord.SUSPENDED_AT;

  private final EmailAddress user;
  private final OrganisationId organisation;
  private final Set<String> add;
  private final Set<String> remove;
  private final Details told;

  ChangeGroups(EmailAddress user, OrganisationId organisation, Set<Group> add, Set<Group> remove) {
    check("add", add);
    checkServices("add", add, MOST_SERVICES);
    if (!Collections.disjoint(add, remove)) {
      throw new InvalidInput("remove", "must not name a group that is also added");
    }
    this.user = user;
    this.organisation = organisation;
    this.add = Groups.write(add);
    this.remove = Groups.write(remove);
    this.told = told(Details.of(user), add, remove);
  }

  /**
   * Refuses groups that nobody can be added to.
   *
   * @throws InvalidInput if there are more than {@link Group#MOST_PER_MEMBER}, or one has a name
   *     that no new group may have; see {@link dev.orgtable.GroupName}
   */
  static void check(String field, Collection<Group> groups) {
    if (groups.size() > Group.MOST_PER_MEMBER) {
      throw new InvalidInput(field, "must be at most " + Group.MOST_PER_MEMBER);
    }
    groups.forEach(NewNames::check);
  }

  /**
   * Refuses groups of more services than fit the transaction that assigns them.
   *
   * @throws InvalidInput if there are more
   */
  static void checkServices(String field, Collection<Group> groups, int most) {
    if (groups.size() > most && Groups.services(groups).size() > most) {
      throw new InvalidInput(field, "must belong to at most " + most + " services");
    }
  }

  @Override
  public Decision<Done> decide(Reads reads) {
    return add.isEmpty() == remove.isEmpty() || add.size() + remove.size() > MOST_TERMS
        ? from(read(reads))
        : withoutRead();
  }

  private Item read(Reads reads) {
    Item member = reads.get(key(), Consistency.STRONG).orElseThrow(this::notFound);
    if (!Layout.isCurrent(member)) {
      throw new UpgradeRequired(member.toString());
    }
    return member;
  }

  private Decision<Done> withoutRead() {
    Condition room =
        Conditions.live().hasAtMost(Groups.ATTRIBUTE, Group.MOST_PER_MEMBER - add.size());
    Condition condition = add.isEmpty() ? Conditions.live() : room;
    for (String group : add) {
      condition = condition.lacks(Groups.ATTRIBUTE, group);
    }
    for (String group : remove) {
      condition = condition.contains(Groups.ATTRIBUTE, group);
    }
    if (add.contains(Groups.OWNER)) {
      condition = condition.lacking(SUSPENDED_AT);
    }
    if (remove.contains(Groups.OWNER)) {
      condition = OrganisationGroupMemberRecord.activeOwner(condition);
    }
    Change change =
        add.isEmpty()
            ? new Change().delete(Groups.ATTRIBUTE, remove)
            : new Change().add(Groups.ATTRIBUTE, add);
    int owners = (add.contains(Groups.OWNER) ? 1 : 0) - (remove.contains(Groups.OWNER) ? 1 : 0);
    return Decision.commit(transaction(change, condition, owners, told))
        .ifRefused(
            ConflictException.class,
            (reads, conflict) ->
                from(conflict.found().filter(this::isMember).orElseThrow(() -> conflict)));
  }

  /** Returns the change to a member, on condition that user, groups and suspension are as read. */
  private Decision<Done> from(Item seen) {
    Set<String> held = seen.strings(Groups.ATTRIBUTE);
    Set<String> wanted = new TreeSet<>(held);
    wanted.removeAll(remove);
    wanted.addAll(add);
    if (wanted.equals(held)) {
      return Decision.unchanged();
    }
    if (wanted.size() > Group.MOST_PER_MEMBER) {
      throw new TooManyGroups(user, organisation);
    }
    Set<String> given = new TreeSet<>(wanted);
    given.removeAll(held);
    Set<String> taken = new TreeSet<>(held);
    taken.removeAll(wanted);
    int owners =
        OrganisationGroupMemberRecord.isSuspended(seen)
            ? 0
            : (wanted.contains(Groups.OWNER) ? 1 : 0) - (held.contains(Groups.OWNER) ? 1 : 0);
    Condition same =
        UserIdRecord.same(Conditions.live(), seen)
            .equal(Groups.ATTRIBUTE, held)
            .same(SUSPENDED_AT, seen.value(SUSPENDED_AT).orElse(null));
    Change change = new Change().set(Groups.ATTRIBUTE, wanted);
    Details who = Details.of(UserIdRecord.of(seen, user), user);
    Details changed = told(who, Groups.read(given), Groups.read(taken));
    return Decision.commit(transaction(change, same, owners, changed))
        .ifRefused(
            ConflictException.class,
            (reads, conflict) -> {
              throw refusal(seen, conflict);
            });
  }

  /**
   * Returns the reason of a failure. Groups may be removed and added again in the meantime; only if
   * the item is identical to the one read can the change never succeed.
   */
  private RuntimeException refusal(Item seen, ConflictException conflict) {
    boolean unchanged =
        conflict.found().filter(found -> found.attributes().equals(seen.attributes())).isPresent();
    return unchanged ? Layout.unreadable(key()) : new ConflictException();
  }

  private boolean isMember(Item found) {
    return found.key().equals(key());
  }

  private static Details told(Details who, Set<Group> given, Set<Group> taken) {
    Details added = given.isEmpty() ? who : who.adding(given);
    return taken.isEmpty() ? added : added.removing(taken);
  }

  private Transaction transaction(Change change, Condition condition, int owners, Details details) {
    Transaction transaction =
        new Transaction().update(key(), change, condition, Refusals.missing(this::notFound));
    if (owners > 0) {
      OrganisationRecord.gainOwner(transaction, organisation);
      UserRecord.gainOwnership(transaction, user, this::notFound);
    } else if (owners < 0) {
      OrganisationRecord.loseOwner(transaction, organisation, user);
    }
    OrganisationServiceRecord.add(transaction, organisation, Groups.services(details.added()));
    return transaction
        .repeatable()
        .emit(Draft.of(organisation, EventType.MEMBER_GROUPS_CHANGED, details));
  }

  private Key key() {
    return OrganisationGroupMemberRecord.key(organisation, user);
  }

  private MemberNotFound notFound() {
    return new MemberNotFound(user, organisation);
  }
}
