package dev.orgtable.store;

import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.dynamodb.ConflictException;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.internal.LiveRecords;
import dev.orgtable.internal.record.ExternalIdRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.MembershipKeys;
import dev.orgtable.internal.record.OrganisationRecord;
import dev.orgtable.internal.record.StoredFacts;
import dev.orgtable.internal.record.UserRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds users, organisations and members by their external ids. */
final class ExternalIds {

  private ExternalIds() {}

  /**
   * Returns the key of the source that has an external id.
   *
   * @param pointer the key of the record that leads to it
   */
  static Optional<Key> find(Table table, Key pointer) {
    return table
        .get(pointer, Consistency.STRONG)
        .flatMap(ExternalIdRecord::from)
        .map(ExternalIdRecord::source);
  }

  /**
   * Returns the address of the member who has an external id, unless the organisation or the user
   * is deleted.
   */
  static Optional<EmailAddress> findMember(
      Table table, OrganisationId organisation, ExternalId id) {
    Key pointer = ExternalIdRecord.ofMember(organisation, id);
    LiveRecords.Found found = LiveRecords.find(table, List.of(pointer), Consistency.STRONG);
    found.requireReadable();
    return Optional.ofNullable(found.live().get(pointer))
        .flatMap(ExternalIdRecord::from)
        .flatMap(record -> Keys.userAfter(record.source(), Keys.MEMBERS))
        .filter(user -> !found.tombstones().has(UserRecord.key(user)))
        .filter(user -> !found.tombstones().has(OrganisationRecord.key(organisation)));
  }

  /** Returns the record of the user or the organisation that has an external id. */
  static Optional<Item> get(Table table, Key pointer, ExternalId id) {
    return get(table, pointer, id, source -> table.get(source, Consistency.STRONG));
  }

  /** Returns the record of the live member who has an external id. */
  static Optional<Item> getMember(Table table, OrganisationId organisation, ExternalId id) {
    return get(
        table,
        ExternalIdRecord.ofMember(organisation, id),
        id,
        source ->
            MembershipKeys.of(source)
                .flatMap(
                    of -> Checks.find(table, of.user(), of.organisation(), Consistency.STRONG)));
  }

  /** Repeats the reads while the external id passes from one source to another between them. */
  private static Optional<Item> get(
      Table table, Key pointer, ExternalId id, Function<Key, Optional<Item>> read) {
    return table.retryOnConflict(
        () -> {
          Optional<Key> source = find(table, pointer);
          Optional<Item> found =
              source
                  .flatMap(read)
                  .filter(item -> StoredFacts.of(item).id().filter(id::equals).isPresent());
          if (source.isPresent() && found.isEmpty() && !find(table, pointer).equals(source)) {
            throw new ConflictException();
          }
          return found;
        });
  }
}
