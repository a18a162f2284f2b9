package dev.orgtable.store;

import dev.orgtable.OrganisationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    while (true) {
      Slice slice = table.query(request);
      List<Item> marked =
          slice.items().stream()
              .filter(item -> item.is(OrganisationGroupMemberRecord.TYP))
              .filter(item -> item.key().userAfter(Key.MEMBERS).isPresent())
              .filter(item -> item.strings(Groups.ATTRIBUTE).contains(Groups.OWNER))
              .toList();
      List<Item> owners = Version0.members(table, marked, Consistency.STRONG);
      count += owners.size();
      owners.stream().limit(MOST - some.size()).forEach(some::add);
      if (slice.last().isEmpty()) {
        return new Owners(count, some);
      }
      request = request.after(slice.last());
    }
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
      return Optional.of(Mending.none(NONE));
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
