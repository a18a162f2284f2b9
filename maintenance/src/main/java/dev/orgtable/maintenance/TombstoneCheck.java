package dev.orgtable.maintenance;

import dev.orgtable.dynamodb.Change;
import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.Consistency;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.dynamodb.Table;
import dev.orgtable.dynamodb.Transaction;
import dev.orgtable.internal.record.Conditions;
import dev.orgtable.internal.record.JobRecord;
import dev.orgtable.internal.record.Keys;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.RecordTypes;
import dev.orgtable.internal.record.TombstoneRecord;
import dev.orgtable.internal.record.Tombstones;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Checks that every copy of {@link Tombstones} names exactly the deleted sources that still exist
 * as tombstones. A reader reads one copy: if it does not name a source, what belongs to that source
 * still counts.
 */
final class TombstoneCheck {

  private TombstoneCheck() {}

  /** Returns the keys that a tombstone, or a copy, refers to. */
  static Set<Key> counterparts(Item item) {
    if (isDeleted(item)) {
      return copies();
    }
    Set<Key> sources = new LinkedHashSet<>();
    if (Layout.is(item, Tombstones.TYP)) {
      item.strings(Tombstones.ENDED).stream()
          .flatMap(text -> source(text).stream())
          .forEach(sources::add);
    }
    return sources;
  }

  /** Returns the inconsistencies, as text. */
  static List<String> wrong(Item item, Function<Key, Optional<Item>> others) {
    if (isDeleted(item)) {
      List<String> silent =
          copies().stream()
              .filter(copy -> !Tombstones.of(others.apply(copy)).has(item.key()))
              .map(Key::id)
              .toList();
      return silent.isEmpty() || !isUnderWay(item, others)
          ? List.of()
          : List.of("not named in " + String.join(", ", silent));
    }
    return Layout.is(item, Tombstones.TYP)
        ? wrongNames(item, others).map(text -> "names " + text + ", which is not deleted").toList()
        : List.of();
  }

  /** Returns the fix of a tombstone that copies do not name, or of a copy with wrong names. */
  static Fix fix(Table table, Item item) {
    Map<Key, Item> others = table.getAll(counterparts(item), Consistency.STRONG);
    return isDeleted(item) ? nameEverywhere(item, others) : withoutWrongNames(item, others);
  }

  private static Fix nameEverywhere(Item ended, Map<Key, Item> copies) {
    Transaction transaction =
        new Transaction().require(ended.key(), Conditions.same(ended), Fix.CHANGED);
    Set<String> name = Set.of(ended.key().toString());
    for (Key copy : copies()) {
      if (!Tombstones.of(Optional.ofNullable(copies.get(copy))).has(ended.key())) {
        transaction.update(
            copy,
            new Change()
                .set(Item.TYPE, Tombstones.TYP)
                .set("v", Layout.CURRENT)
                .add(Tombstones.ENDED, name),
            Conditions.absentOrLive().hasAtMost(Tombstones.ENDED, Tombstones.MOST - 1),
            Fix.CHANGED);
      }
    }
    return Fix.by("added to every copy of the tombstone register", transaction);
  }

  private static Fix withoutWrongNames(Item copy, Map<Key, Item> sources) {
    Set<String> kept = new HashSet<>(copy.strings(Tombstones.ENDED));
    Transaction transaction = new Transaction();
    wrongNames(copy, key -> Optional.ofNullable(sources.get(key)))
        .forEach(
            text -> {
              kept.remove(text);
              source(text)
                  .ifPresent(
                      key ->
                          transaction.require(
                              key,
                              Optional.ofNullable(sources.get(key))
                                  .map(Conditions::same)
                                  .orElseGet(Condition::absent),
                              Fix.CHANGED));
            });
    Item right = copy.change().with(Tombstones.ENDED, kept).build();
    return Fix.by(
        "wrong names removed from the tombstone register",
        transaction.put(right, Conditions.same(copy), Fix.CHANGED));
  }

  private static Stream<String> wrongNames(Item copy, Function<Key, Optional<Item>> others) {
    return new TreeSet<>(copy.strings(Tombstones.ENDED))
        .stream()
            .filter(
                text -> source(text).flatMap(others).filter(TombstoneCheck::isDeleted).isEmpty());
  }

  /** A tombstone whose job is lost is reported for that reason instead. */
  private static boolean isUnderWay(Item ended, Function<Key, Optional<Item>> others) {
    return TombstoneRecord.job(ended)
        .map(JobRecord::key)
        .flatMap(others)
        .filter(JobRecord::isOpen)
        .isPresent();
  }

  private static boolean isDeleted(Item item) {
    return TombstoneRecord.is(item) && !TombstoneRecord.isMoved(item);
  }

  private static Set<Key> copies() {
    Set<Key> copies = new LinkedHashSet<>();
    IntStream.range(0, Tombstones.COPIES).mapToObj(Keys::tombstones).forEach(copies::add);
    return copies;
  }

  /** Parses a key written by {@link Key#toString}; empty if it is not the key of a source. */
  private static Optional<Key> source(String text) {
    int blank = text.indexOf(' ');
    return blank < 0
        ? Optional.empty()
        : Optional.of(new Key(text.substring(0, blank), text.substring(blank + 1)))
            .filter(
                key ->
                    RecordTypes.of(key)
                        .filter(type -> type.isSource() && type.owns(key))
                        .isPresent());
  }
}
