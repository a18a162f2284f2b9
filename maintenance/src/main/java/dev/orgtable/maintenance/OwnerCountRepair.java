package dev.orgtable.maintenance;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.ItemPage;
import dev.orgtable.dynamodb.QuerySpec;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.SideCount;
import dev.orgtable.internal.Version0;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.UserOrganisationRecord;
import dev.orgtable.maintenance.Decision.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The proven owners of an organisation, which determine its count of owners.
 *
 * @param count the number of owners
 * @param some as many of them as one transaction can check
 */
record OwnerCountRepair(long count, List<Item> some) {

  /** Why an organisation is left without an owner. */
  static final String NONE =
      "no active member is a proven owner; reactivate an owner, make an active member an owner, or"
          + " delete the organisation";

  /** Leaves room for the organisation's record and the user's side of each owner. */
  private static final int MOST = (Transaction.MOST - 1) / 2;

  static OwnerCountRepair read(Table table, OrganisationId organisation) {
    long count = 0;
    List<Item> some = new ArrayList<>();
    for (ItemPage page : pages(table, organisation)) {
      List<Item> marked =
          page.items().stream()
              .filter(item -> Layout.is(item, OrganisationGroupMemberRecord.TYP))
              .filter(item -> Keys.userAfter(item.key(), Keys.MEMBERS).isPresent())
              .filter(OrganisationGroupMemberRecord::isActiveOwner)
              .toList();
      List<Item> owners = Version0.members(table, marked, Consistency.STRONG);
      count += owners.size();
      owners.stream().limit(MOST - some.size()).forEach(some::add);
    }
    return new OwnerCountRepair(count, some);
  }

  /** Leaves an organisation without a proven owner to a person. */
  static Fix ownerless(Table table, Item item) {
    Set<EmailAddress> members = candidates(table, Keys.organisationOf(item.key()).orElseThrow());
    Set<Word> choices = members.isEmpty() ? Set.of(Word.DELETE) : Set.of(Word.OWNER, Word.DELETE);
    return Fix.none(NONE, choices, seen(item, members));
  }

  /** Returns the members that a person can make owners: active ones that the table proves. */
  static Set<EmailAddress> candidates(Table table, OrganisationId organisation) {
    Set<EmailAddress> members = new TreeSet<>();
    for (ItemPage page : pages(table, organisation)) {
      List<Item> sides =
          page.items().stream()
              .filter(item -> Layout.is(item, OrganisationGroupMemberRecord.TYP))
              .filter(item -> Keys.userAfter(item.key(), Keys.MEMBERS).isPresent())
              .filter(item -> !OrganisationGroupMemberRecord.isSuspended(item))
              .toList();
      Version0.members(table, sides, Consistency.STRONG)
          .forEach(item -> Keys.userAfter(item.key(), Keys.MEMBERS).ifPresent(members::add));
    }
    return members;
  }

  /**
   * Returns whether a member has an address that is not normalised. Ownership can be determined
   * once that record has been moved.
   */
  static boolean areUnsettled(Table table, OrganisationId organisation) {
    for (ItemPage page : pages(table, organisation)) {
      boolean unsettled =
          page.items().stream()
              .filter(item -> Layout.is(item, OrganisationGroupMemberRecord.TYP))
              .anyMatch(item -> Keys.userAfter(item.key(), Keys.MEMBERS).isEmpty());
      if (unsettled) {
        return true;
      }
    }
    return false;
  }

  private static Iterable<ItemPage> pages(Table table, OrganisationId organisation) {
    return table.pages(QuerySpec.of(OrganisationRecord.key(organisation).id(), Keys.MEMBERS));
  }

  /** Returns the state that a decision about the owner refers to: the members, in any version. */
  static String seen(Item organisation, Set<EmailAddress> members) {
    return Fingerprint.of(organisation.text("organisationName") + members);
  }

  /** Writes an organisation's record on condition that the counted owners still are owners. */
  Transaction write(Item now, Item then) {
    Transaction transaction = new Transaction().put(then, Conditions.same(now), Fix.CHANGED);
    OrganisationId organisation = Keys.organisationOf(now.key()).orElseThrow();
    for (Item owner : some) {
      transaction.require(
          owner.key(), OrganisationGroupMemberRecord.activeOwner(Condition.exists()), Fix.CHANGED);
      if (!Layout.isCurrent(owner)) {
        Keys.userAfter(owner.key(), Keys.MEMBERS)
            .ifPresent(
                user ->
                    transaction.require(
                        UserOrganisationRecord.key(user, organisation),
                        Condition.exists().isString(UserOrganisationRecord.ACCEPTED_AT),
                        Fix.CHANGED));
      }
    }
    return transaction;
  }

  /**
   * Returns the fix of an organisation's numbers of members and invitations; empty if both are
   * correct.
   */
  static Optional<Fix> recountMembers(Table table, Item item) {
    return OrganisationRecord.from(item)
        .filter(record -> Layout.isCurrent(item))
        .flatMap(
            record -> {
              SideCount count = SideCount.read(table, record.organisation().id());
              return count.differsFrom(record)
                  ? Optional.of(Fix.by(count.described(record), count.stored(record)))
                  : Optional.empty();
            });
  }

  /** Returns the fix of an organisation's count of owners; empty if it is correct. */
  static Optional<Fix> recount(Table table, Item item) {
    Optional<OrganisationRecord> record =
        OrganisationRecord.from(item).filter(it -> Layout.isCurrent(item));
    if (record.isEmpty()) {
      return Optional.empty();
    }
    OwnerCountRepair owners = read(table, record.get().organisation().id());
    Optional<Long> counted = item.number(OrganisationRecord.OWNER_COUNT);
    if (owners.count() == 0) {
      return Optional.of(ownerless(table, item));
    }
    if (counted.equals(Optional.of(owners.count()))) {
      return Optional.empty();
    }
    Item right =
        SourceRepair.keeping(item, item)
            .change()
            .with(OrganisationRecord.OWNER_COUNT, owners.count())
            .build();
    String what =
        "stored count "
            + counted.map(String::valueOf).orElse("none")
            + ", actual count "
            + owners.count();
    return Optional.of(Fix.by(what, owners.write(item, right)));
  }
}
