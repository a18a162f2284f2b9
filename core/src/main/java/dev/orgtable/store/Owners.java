package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import dev.orgtable.UserId;
import dev.orgtable.store.Decision.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The owners of an organisation that the table proves: what its count of owners must be.
 *
 * @param count how many there are
 * @param some those of them that one transaction can look at again
 */
record Owners(long count, List<Item> some) {

  /** Why an organisation without an owner stays so. */
  static final String NONE =
      "no member is proven to own it: make a member an owner, or delete the organisation";

  /** Leaves room for the organisation's record, and for the user's side of each. */
  private static final int MOST = (Transaction.MOST - 1) / 2;

  static Owners read(Table table, OrganisationId organisation) {
    long count = 0;
    List<Item> some = new ArrayList<>();
    SliceRequest request = SliceRequest.of(OrganisationRecord.key(organisation).id(), Key.MEMBERS);
    Slice slice;
    do {
      slice = table.query(request);
      List<Item> marked =
          slice.items().stream()
              .filter(item -> item.is(OrganisationGroupMemberRecord.TYP))
              .filter(item -> item.key().userAfter(Key.MEMBERS).isPresent())
              .filter(item -> item.strings(Groups.ATTRIBUTE).contains(Groups.OWNER))
              .toList();
      List<Item> owners = Version0.members(table, marked, Consistency.STRONG);
      count += owners.size();
      owners.stream().limit(MOST - some.size()).forEach(some::add);
      request = request.after(slice.last());
    } while (!slice.last().isEmpty());
    return new Owners(count, some);
  }

  /** Leaves an organisation that no member is proven to own to a person. */
  static Mending ownerless(Table table, Item item) {
    Set<UserId> members = candidates(table, item.key().organisation().orElseThrow());
    Set<Word> choices = members.isEmpty() ? Set.of(Word.DELETE) : Set.of(Word.OWNER, Word.DELETE);
    return Mending.none(NONE, choices, seen(item, members));
  }

  /** Returns all whom a person can make an owner: the members that the table proves. */
  static Set<UserId> candidates(Table table, OrganisationId organisation) {
    Set<UserId> members = new TreeSet<>();
    SliceRequest request = SliceRequest.of(OrganisationRecord.key(organisation).id(), Key.MEMBERS);
    Slice slice;
    do {
      slice = table.query(request);
      List<Item> sides =
          slice.items().stream()
              .filter(item -> item.is(OrganisationGroupMemberRecord.TYP))
              .filter(item -> item.key().userAfter(Key.MEMBERS).isPresent())
              .toList();
      Version0.members(table, sides, Consistency.STRONG)
          .forEach(item -> item.key().userAfter(Key.MEMBERS).ifPresent(members::add));
      request = request.after(slice.last());
    } while (!slice.last().isEmpty());
    return members;
  }

  /**
   * Returns whether a member stands under an address that is not in its normal form: who owns the
   * organisation shows when that has moved.
   */
  static boolean areUnsettled(Table table, OrganisationId organisation) {
    SliceRequest request = SliceRequest.of(OrganisationRecord.key(organisation).id(), Key.MEMBERS);
    Slice slice;
    do {
      slice = table.query(request);
      boolean unsettled =
          slice.items().stream()
              .filter(item -> item.is(OrganisationGroupMemberRecord.TYP))
              .anyMatch(item -> item.key().userAfter(Key.MEMBERS).isEmpty());
      if (unsettled) {
        return true;
      }
      request = request.after(slice.last());
    } while (!slice.last().isEmpty());
    return false;
  }

  /** Returns what a decision about the owner is about: who is a member, whatever the version. */
  static String seen(Item organisation, Set<UserId> members) {
    return Fingerprint.of(organisation.text("organisationName") + members);
  }

  /** Writes an organisation's record, as long as those who were counted are owners. */
  Transaction write(Item now, Item then) {
    Transaction transaction = new Transaction().put(then, Condition.same(now), Mending.CHANGED);
    OrganisationId organisation = now.key().organisation().orElseThrow();
    for (Item owner : some) {
      transaction.require(
          owner.key(),
          Condition.exists().contains(Groups.ATTRIBUTE, Groups.OWNER),
          Mending.CHANGED);
      if (!owner.isPresent()) {
        owner
            .key()
            .userAfter(Key.MEMBERS)
            .ifPresent(
                user ->
                    transaction.require(
                        UserOrganisationRecord.key(user, organisation),
                        Condition.exists().isString(UserOrganisationRecord.ACCEPTED_AT),
                        Mending.CHANGED));
      }
    }
    return transaction;
  }

  /** Returns how the count in an organisation's record is put right; empty if it is right. */
  static Optional<Mending> recount(Table table, Item item) {
    Optional<OrganisationRecord> record =
        OrganisationRecord.from(item).filter(it -> item.isPresent());
    if (record.isEmpty()) {
      return Optional.empty();
    }
    Owners owners = read(table, record.get().organisation().id());
    Optional<Long> counted = item.number(OrganisationRecord.OWNER_COUNT);
    if (owners.count() == 0) {
      return Optional.of(ownerless(table, item));
    }
    if (counted.equals(Optional.of(owners.count()))) {
      return Optional.empty();
    }
    Item right = Sources.keeping(item, item).with(OrganisationRecord.OWNER_COUNT, owners.count());
    String what =
        "counted " + counted.map(String::valueOf).orElse("none") + ", there are " + owners.count();
    return Optional.of(Mending.by(what, owners.write(item, right)));
  }
}
