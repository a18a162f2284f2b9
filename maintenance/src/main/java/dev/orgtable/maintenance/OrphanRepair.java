package dev.orgtable.maintenance;

import dev.orgtable.ApiKey;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.Provenance;
import dev.orgtable.internal.RecordTypes;
import dev.orgtable.internal.record.ApiKeyRecord;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.Directory;
import dev.orgtable.internal.record.Expiry;
import dev.orgtable.internal.record.Groups;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.ReceiptRecord;
import dev.orgtable.internal.record.TombstoneRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Repairs orphans, and records that refer to no other. */
final class OrphanRepair {

  private OrphanRepair() {}

  /** Leaves an item under one of our keys that is not a record to a person. */
  static Fix strange(Item item) {
    return Fix.deletable(
        item,
        switch (Provenance.of(item)) {
          case NEWER -> "its version is unknown; find out what wrote it";
          case GHOST ->
              item.value("v").isPresent()
                  ? "it was a record but has lost its type; restore typ, or delete it"
                  : "not a record: " + Provenance.describe(item) + "; delete it if nobody needs it";
          default ->
              "not ours, but under the key of a record: "
                  + Provenance.describe(item)
                  + "; find out what wrote it";
        });
  }

  /**
   * Deletes an item that only an update by the original Go program can have created; see {@link
   * #strange}.
   */
  static Fix ghost(Item item) {
    return Provenance.isOfUnconditionalUpdate(item) && item.value(Item.TYPE).isEmpty()
        ? Fix.removal(item, "not a record")
        : strange(item);
  }

  /**
   * Deletes a record under a wrong key, which no operation reads, if an identical one exists under
   * the key that its fields imply.
   */
  static Fix misplaced(Table table, Item item) {
    if (RecordTypes.isOurs(item.key())) {
      return Fix.deletable(item, "its type does not match its key; find out which is wrong");
    }
    Optional<Key> place =
        RecordTypes.byType(item)
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
              .map(key -> "its fields imply another key, which has no record: " + key)
              .orElse("its key does not match its type, and its fields imply none"));
    }
    if (!Keys.isOfUsers(item.key()) && !Keys.isOfOrganisations(item.key())) {
      return Fix.deletable(
          item, "identical to the one at " + place.get() + ", in a foreign partition");
    }
    if (!Fix.isSame(Optional.of(item.at(place.get())), standing.orElse(null))) {
      return Fix.deletable(item, "never read, and different from the one at " + place.get());
    }
    return Fix.by(
        "removed: identical to the one at " + place.get() + ", and never read",
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
   * Normalises a service or a group, or deletes it if its organisation is gone; empty if the record
   * is misplaced.
   *
   * @param normalised the record with the values that readers see; empty if it is misplaced
   */
  static Optional<Fix> ofOrganisation(
      Item item, Optional<Item> normalised, Optional<Item> organisation, String what) {
    Optional<Key> owner = Keys.organisationOf(item.key()).map(OrganisationRecord::key);
    return normalised.map(
        right -> {
          Optional<Item> standing = organisation.filter(found -> !TombstoneRecord.is(found));
          if (standing.filter(found -> !Layout.is(found, OrganisationRecord.TYP)).isPresent()) {
            return Fix.none("the item at " + owner.orElseThrow() + " cannot be parsed");
          }
          Transaction transaction = new Transaction();
          Fix.become(
              transaction,
              item.key(),
              Optional.of(item),
              standing.map(there -> right).orElse(null));
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

  /** Repairs a record that refers to no other: an API key, a receipt, a token, a job. */
  static Fix standalone(Item item) {
    Item right = right(item);
    return RecordTypes.check(right).isEmpty()
        ? Fix.put("normalised", item, right)
        : Fix.deletable(item, why(item));
  }

  private static Item right(Item item) {
    Item.Builder right = item.change().without(Groups.ATTRIBUTE);
    if (Layout.type(item).equals(ApiKeyRecord.TYP)) {
      apiKey(item, right);
    } else if (Layout.type(item).equals(ReceiptRecord.TYP)) {
      item.number(Expiry.REMOVE_AT).ifPresent(end -> right.with(Expiry.EXPIRES_AT, end));
    }
    return right.build();
  }

  /** An unknown scope grants nothing; a key without a known scope is useless. */
  private static void apiKey(Item item, Item.Builder right) {
    Optional<ApiKey> key = ApiKeyRecord.from(item);
    if (key.isPresent()) {
      Item fresh = ApiKeyRecord.item(key.get(), item.text(ApiKeyRecord.HASH));
      for (String attribute :
          List.of(ApiKeyRecord.NAME, ApiKeyRecord.SCOPES, Directory.PARTITION, Directory.SORT)) {
        fresh.value(attribute).ifPresent(value -> right.with(attribute, value));
      }
    }
  }

  private static String why(Item item) {
    return Layout.is(item, ApiKeyRecord.TYP)
        ? "the missing fields cannot be restored; revoke the key and create another"
        : "the missing fields cannot be restored; wait until it expires, or delete it";
  }
}
