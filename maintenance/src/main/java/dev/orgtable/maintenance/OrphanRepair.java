package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.Provenance;
import dev.orgtable.internal.record.RecordTypes;
import dev.orgtable.internal.record.TombstoneRecord;
import java.util.Optional;
import java.util.Set;

/** Repairs orphaned items. */
final class OrphanRepair {

  private OrphanRepair() {}

  /** Leaves an item that is no record under one of our keys to a person. */
  static Fix strange(Item item) {
    return Fix.deletable(
        item,
        switch (Provenance.of(item)) {
          case NEWER -> "its version is not known here: see what wrote it";
          case GHOST ->
              item.value("v").isPresent()
                  ? "it was a record, but its type is lost: write typ again, or delete it"
                  : "no record: " + Provenance.describe(item) + "; delete it if nobody needs it";
          default ->
              "not ours, and in the place of a record: "
                  + Provenance.describe(item)
                  + "; see what wrote it";
        });
  }

  /** Removes what only an update of the original Go program can have made; see {@link #strange}. */
  static Fix ghost(Item item) {
    return Provenance.isMistake(item) && item.value(Item.TYPE).isEmpty()
        ? Fix.removal(item, "no record")
        : strange(item);
  }

  /**
   * Removes a record under a wrong key, which no operation reads, if the very same stands under the
   * key that its fields tell.
   */
  static Fix misplaced(Table table, Item item) {
    if (RecordTypes.isOurs(item.key())) {
      return Fix.deletable(item, "its type is not that of its key: see which of them is wrong");
    }
    Optional<Key> place =
        RecordTypes.told(item)
            .flatMap(type -> type.place().apply(item))
            .filter(key -> !key.equals(item.key()));
    Optional<Item> standing =
        place
            .flatMap(key -> table.get(key, Consistency.STRONG))
            .filter(found -> Layout.is(found, item.text(Item.TYPE)));
    if (standing.isEmpty()) {
      return Fix.deletable(
          item,
          place
              .map(key -> "its fields tell another key, where none stands: " + key)
              .orElse("its key is none of its type, nor do its fields tell one"));
    }
    if (!Keys.isOfUsers(item.key()) && !Keys.isOfOrganisations(item.key())) {
      return Fix.deletable(
          item, "the same as the one at " + place.get() + ", in a partition that is none of ours");
    }
    if (!Fix.isSame(Optional.of(item.at(place.get())), standing)) {
      return Fix.deletable(item, "read by nobody, and not the same as the one at " + place.get());
    }
    return Fix.by(
        "removed: the same as the one at " + place.get() + ", and read by nobody",
        new Transaction()
            .delete(item.key(), Conditions.same(item), Fix.CHANGED)
            .require(place.get(), Condition.exists(), Fix.CHANGED));
  }

  /** Reads the organisation that a record belongs to. */
  static Optional<Item> organisationOf(Table table, Item item) {
    return Keys.organisationOf(item.key())
        .flatMap(id -> table.get(OrganisationRecord.key(id), Consistency.STRONG));
  }

  /**
   * Writes a service as it must be, or removes it where its organisation is gone; empty if the
   * record is misplaced.
   */
  static Optional<Fix> service(Item item, Optional<Item> organisation, String what) {
    Optional<Key> owner = Keys.organisationOf(item.key()).map(OrganisationRecord::key);
    return SourceRepair.service(item)
        .map(
            right -> {
              Optional<Item> standing = organisation.filter(found -> !TombstoneRecord.is(found));
              if (standing.filter(found -> !Layout.is(found, OrganisationRecord.TYP)).isPresent()) {
                return Fix.none("what stands at " + owner.orElseThrow() + " cannot be read");
              }
              Transaction transaction = new Transaction();
              Fix.become(transaction, item.key(), Optional.of(item), standing.map(there -> right));
              transaction.require(
                  owner.orElseThrow(),
                  organisation
                      .map(found -> Condition.same(found, Set.of(Item.TYPE)))
                      .orElseGet(Condition::absent),
                  Fix.CHANGED);
              return Fix.by(
                  standing.isPresent() ? what : "removed: its organisation is gone", transaction);
            });
  }
}
