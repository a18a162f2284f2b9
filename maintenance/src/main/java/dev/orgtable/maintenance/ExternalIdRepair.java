package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationGroupMemberRecord;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.StoredFacts;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.UserRecord;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Checks and repairs the external ids of users, organisations and members: on the source, and on
 * the record that leads from the id to it.
 */
final class ExternalIdRepair {

  private ExternalIdRepair() {}

  /** Returns the key of the record that shares an item's external id. */
  static Set<Key> counterparts(Item item) {
    return ExternalIdRecord.is(item)
        ? ExternalIdRecord.from(item).map(record -> Set.of(record.source())).orElse(Set.of())
        : idOf(item).map(id -> Set.of(ExternalIdRecord.key(item.key(), id))).orElse(Set.of());
  }

  /** Returns the external id of a user, an organisation or a member. */
  private static Optional<ExternalId> idOf(Item item) {
    boolean source =
        Layout.is(item, UserRecord.TYP)
            || Layout.is(item, OrganisationRecord.TYP)
            || Layout.is(item, OrganisationGroupMemberRecord.TYP);
    return source ? StoredFacts.of(item).id() : Optional.empty();
  }

  /** Returns what is wrong with the external id of a record. */
  static Optional<String> wrong(Item item, Function<Key, Optional<Item>> others) {
    if (ExternalIdRecord.is(item)) {
      return ExternalIdRecord.from(item)
          .filter(pointer -> others.apply(pointer.source()).filter(has(pointer.id())).isEmpty())
          .map(pointer -> name(pointer.source()) + " does not have this external id");
    }
    return idOf(item)
        .map(id -> new ExternalIdRecord(id, item.key()))
        .filter(
            right ->
                others
                    .apply(ExternalIdRecord.key(item.key(), right.id()))
                    .flatMap(ExternalIdRecord::from)
                    .filter(right::equals)
                    .isEmpty())
        .map(right -> "no record leads from the external id " + right.id() + " to it");
  }

  private static Predicate<Item> has(ExternalId id) {
    return source -> idOf(source).filter(id::equals).isPresent();
  }

  /**
   * Stores the record that leads to a user, an organisation or a member, unless it leads to another
   * one that has the same external id.
   */
  static Fix ofSource(Table table, Item item) {
    Optional<ExternalId> id = idOf(item);
    if (id.isEmpty()) {
      return Fix.none("the external id cannot be parsed");
    }
    ExternalIdRecord right = new ExternalIdRecord(id.get(), item.key());
    Key key = ExternalIdRecord.key(item.key(), id.get());
    Optional<Item> pointer = table.get(key, Consistency.STRONG);
    Optional<Key> other =
        pointer
            .flatMap(ExternalIdRecord::from)
            .map(ExternalIdRecord::source)
            .filter(source -> !source.equals(item.key()));
    Optional<Item> rival = other.flatMap(source -> table.get(source, Consistency.STRONG));
    if (rival.filter(has(id.get())).isPresent()) {
      return Fix.none(name(other.orElseThrow()) + " has the same external id: " + id.get());
    }
    Transaction transaction = new Transaction();
    transaction.require(item.key(), sameId(Optional.of(item)), Fix.CHANGED);
    other.ifPresent(source -> transaction.require(source, sameId(rival), Fix.CHANGED));
    Fix.become(transaction, key, pointer, right.item());
    return Fix.by("the record that leads from the external id stored", transaction);
  }

  /** Corrects a record that leads to its source, and deletes one that leads to none. */
  static Fix ofPointer(Table table, Item item) {
    Optional<ExternalIdRecord> pointer = ExternalIdRecord.from(item);
    if (pointer.isEmpty()) {
      return Fix.removal(item, "it leads to nobody");
    }
    Key key = pointer.get().source();
    Optional<Item> source = table.get(key, Consistency.STRONG);
    boolean readable =
        source
            .filter(found -> UserRecord.from(found).isEmpty())
            .filter(found -> OrganisationRecord.from(found).isEmpty())
            .filter(found -> OrganisationGroupMemberRecord.member(found).isEmpty())
            .filter(found -> !TombstoneRecord.is(found))
            .isEmpty();
    if (!readable) {
      return Fix.none("the item at " + key + " cannot be parsed; fix it first");
    }
    if (source.filter(has(pointer.get().id())).isPresent()) {
      return Fix.put("normalised", item, SourceRepair.keeping(item, pointer.get().item()));
    }
    return Fix.removal(item, "it leads to nobody", key, source, StoredFacts.EXTERNAL_ID);
  }

  private static Condition sameId(Optional<Item> source) {
    return Fix.same(source, StoredFacts.EXTERNAL_ID);
  }

  private static String name(Key source) {
    return Keys.userAfter(source, Keys.MEMBERS)
        .map(user -> "member " + user)
        .orElseGet(() -> Keys.name(source));
  }
}
